import type Router from '@koa/router';
import type { Middleware } from 'koa';
import { ProblemError } from '../problem-error.ts';
import type { RequestState } from './state.ts';

/** Answers what no route did: OPTIONS with the methods of the path, another method with 405, another path with 404. */
export function noRoute(router: Router<RequestState>): Middleware {
  return (context) => {
    const methods = router.match(context.path, context.method).path.flatMap((layer) => layer.methods);
    if (methods.length === 0) throw new ProblemError('not-found');
    context.set('Allow', [...new Set([...methods, 'OPTIONS'])].join(', '));
    if (context.method !== 'OPTIONS') throw new ProblemError('method-not-allowed');
    context.status = 204;
  };
}
