import { isRequestTarget } from '@cloudapp/contracts/request-target';
import type { Middleware } from 'koa';
import { ProblemError } from '../problem-error.ts';

/** The longest URL that any route of ours can need is a third of this. */
const longestUrl = 4096;

/** Refuses request targets that no route can mean, before anything is looked up. */
export const requestTarget: Middleware = (context, next) => {
  if (context.url.length > longestUrl) throw new ProblemError('uri-too-long');
  if (!isRequestTarget(context.url)) {
    throw new ProblemError('invalid-request', { detail: 'The URL is not a path' });
  }
  if (!isDecodable(context.path) || !isDecodable(context.querystring)) {
    throw new ProblemError('invalid-request', { detail: 'The URL is not correctly encoded' });
  }
  return next();
};

function isDecodable(text: string): boolean {
  if (!text.includes('%')) return true;
  try {
    return !decodeURIComponent(text.replaceAll('+', ' ')).includes('\u0000');
  } catch {
    return false;
  }
}
