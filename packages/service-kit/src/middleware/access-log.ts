import type { Middleware } from 'koa';
import type { RequestState } from './state.ts';

const longestPath = 200;

/** One line for each answer: never a body, a cookie or a query. */
export const accessLog: Middleware<RequestState> = async (context, next) => {
  const start = performance.now();
  await next();
  const { contract, session, logger, clientAddress } = context.state;
  const line = {
    method: context.method,
    path: context.path.slice(0, longestPath),
    route: contract?.name,
    status: context.status,
    milliseconds: Math.round((performance.now() - start) * 10) / 10,
    address: clientAddress,
    userId: session?.user.id,
  };
  logger.info(line, 'request');
};
