import type { RouteContract } from '@cloudapp/contracts/route';
import type { Middleware } from 'koa';
import { ProblemError } from '../problem-error.ts';

interface Path {
  readonly segments: readonly string[];
  readonly methods: readonly string[];
}

/**
 * Lets through what a route answers. A path that none has is 404; another method is 405 and OPTIONS 204, both with the
 * methods of the path. Of two paths that match, the literal one is meant: `/users/import` is never the user `import`.
 */
export function knownPath(contracts: readonly RouteContract[], prefix: string): Middleware {
  const paths = pathsOf(contracts, prefix);
  return async (context, next) => {
    const segments = context.path.split('/');
    const path = paths.find((known) => isMatch(known.segments, segments));
    if (path === undefined) throw new ProblemError('not-found');
    if (path.methods.includes(context.method)) {
      await next();
      return;
    }
    context.set('Allow', [...path.methods, 'OPTIONS'].join(', '));
    if (context.method !== 'OPTIONS') throw new ProblemError('method-not-allowed');
    context.status = 204;
  };
}

function pathsOf(contracts: readonly RouteContract[], prefix: string): Path[] {
  return [...new Set(contracts.map(({ path }) => path))].sort(literalFirst).map((path) => {
    const methods = contracts.filter((contract) => contract.path === path).map(({ method }) => method);
    const heads = methods.includes('GET') ? ['HEAD'] : [];
    return { segments: `${prefix}${path}`.split('/'), methods: [...methods, ...heads] };
  });
}

function literalFirst(a: string, b: string): number {
  return a.split(':').length - b.split(':').length;
}

function isMatch(known: readonly string[], segments: readonly string[]): boolean {
  return (
    known.length === segments.length &&
    known.every((part, index) => (part.startsWith(':') ? segments[index] !== '' : part === segments[index]))
  );
}
