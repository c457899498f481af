import type { RouteContract } from '@cloudapp/contracts/route';
import type { Middleware } from 'koa';
import { defaultMaxBodyBytes } from '../body.ts';
import { ProblemError } from '../problem-error.ts';

/** Refuses a body by its declared length before anything else is done; the reader bounds those that declare none. */
export function bodyLimit(contract: RouteContract): Middleware {
  const limit = contract.maxBodyBytes ?? defaultMaxBodyBytes;
  return (context, next) => {
    if (Number(context.get('content-length')) > limit) throw new ProblemError('body-too-large');
    return next();
  };
}
