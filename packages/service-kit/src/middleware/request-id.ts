import type { Middleware } from 'koa';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { clientAddress } from '../client-address.ts';
import type { RequestState } from './state.ts';

interface Options {
  readonly logger: Logger;
  readonly trustedProxyHops: number;
  readonly now: () => Date;
}

/** Ids that proxies before us may have given; anything else is replaced, so that a caller cannot write into our logs. */
const acceptedId = /^[\w-]{8,64}$/;

/** Names the request, and starts the state that all later middlewares share. */
export function requestId({ logger, trustedProxyHops, now }: Options): Middleware<RequestState> {
  return (context, next) => {
    const given = context.get('x-request-id');
    const id = acceptedId.test(given) ? given : randomUUID();
    context.state.requestId = id;
    context.state.receivedAt = now();
    context.state.logger = () => logger.child({ requestId: id });
    context.state.clientAddress = clientAddress(
      context.get('x-forwarded-for'),
      context.req.socket.remoteAddress,
      trustedProxyHops,
    );
    context.set('X-Request-Id', id);
    return next();
  };
}
