import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import type { RequestState } from './state.ts';

const longestPath = 200;

/** One line for each answer: never a body, a cookie or a query. */
export function accessLog(logger: Logger): Middleware<RequestState> {
  // A line has these fields and no others, so that there is nothing in it to look for and remove.
  const lines = logger.child({}, { redact: [] });
  return async (context, next) => {
    const start = performance.now();
    await next();
    const { requestId, contract, session, tokenId, clientAddress } = context.state;
    const line = {
      requestId,
      method: context.method,
      path: context.path.slice(0, longestPath),
      route: contract?.name,
      status: context.status,
      milliseconds: Math.round((performance.now() - start) * 10) / 10,
      address: clientAddress,
      userId: session?.user.id,
      tokenId,
    };
    lines.info(line, 'request');
  };
}
