import type { Problem } from '@cloudapp/contracts/problem';
import type { Context, Middleware } from 'koa';
import { toProblem } from '../problem-error.ts';
import type { RequestState } from './state.ts';

const challenges: Partial<Record<Problem['code'], string>> = {
  'session-required': 'Session',
  'machine-token-invalid': 'Bearer',
};

/** Turns whatever is thrown into a problem document, and logs what is our fault. */
export const problemHandler: Middleware<RequestState> = async (context, next) => {
  try {
    await next();
  } catch (error) {
    const problem = toProblem(error, context.state.requestId);
    if (problem.status >= 500) context.state.logger.error({ err: error, code: problem.code }, 'request failed');
    answerProblem(context, problem);
  }
};

function answerProblem(context: Context, problem: Problem): void {
  context.status = problem.status;
  context.body = JSON.stringify(problem);
  context.set('Content-Type', 'application/problem+json');
  context.remove('Set-Cookie');
  const challenge = challenges[problem.code];
  if (challenge !== undefined) context.set('WWW-Authenticate', challenge);
  if (problem.retryAfterSeconds !== undefined) context.set('Retry-After', `${problem.retryAfterSeconds}`);
}
