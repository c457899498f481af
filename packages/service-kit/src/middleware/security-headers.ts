import type { Middleware } from 'koa';

/** An API answers data: no answer may be cached, framed, sniffed, or run as a document. */
const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Set before the answer is known, so that problem documents carry them too. */
export const securityHeaders: Middleware = (context, next) => {
  context.set(headers);
  return next();
};
