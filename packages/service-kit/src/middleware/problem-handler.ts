import { problemsOf, problemsWithoutRoute } from '@cloudapp/contracts/route-problems';
import type { Problem } from '@cloudapp/contracts/problem';
import { apiPrefix, scimMediaType } from '@cloudapp/contracts/route';
import { scimPrefix } from '@cloudapp/contracts/scim-resource';
import { scimError } from '@cloudapp/contracts/scim-error';
import type { Context, Middleware } from 'koa';
import { bringsBearerToken } from '../bearer-token.ts';
import { toProblem } from '../problem-error.ts';
import { UndeclaredProblemError, type OnUndeclaredProblem } from '../undeclared-problem.ts';
import type { RequestState } from './state.ts';

const challenges: Partial<Record<Problem['code'], string>> = {
  'session-required': 'Session',
  'scope-missing': 'Bearer error="insufficient_scope"',
  'machine-token-invalid': 'Bearer',
  'directory-token-invalid': 'Bearer',
};

/** Turns whatever is thrown into a problem that the route has declared, in the form that its callers read, and logs what is our fault. */
export function problemHandler(onUndeclaredProblem: OnUndeclaredProblem): Middleware<RequestState> {
  return async (context, next) => {
    try {
      await next();
    } catch (error) {
      const { requestId, logger } = context.state;
      const problem = declared(toProblem(error, requestId), error, context.state, onUndeclaredProblem);
      if (problem.status >= 500) logger().error({ err: error, code: problem.code }, 'request failed');
      answerProblem(context, problem);
    }
  };
}

function declared(
  problem: Problem,
  cause: unknown,
  { contract, requestId, logger }: RequestState,
  onUndeclaredProblem: OnUndeclaredProblem,
): Problem {
  const codes = contract === undefined ? problemsWithoutRoute : problemsOf(contract);
  if (codes.has(problem.code)) return problem;
  try {
    onUndeclaredProblem(new UndeclaredProblemError(contract?.name, problem.code, cause), logger());
    return problem;
  } catch (error) {
    return toProblem(error, requestId);
  }
}

/** How to be let in (RFC 9110 §11.6.1): whoever brings a token that does not hold is told so, not to sign in (RFC 6750 §3.1). */
function challengeOf({ code }: Problem, authorization: string): string | undefined {
  const isOfToken = code === 'session-required' && bringsBearerToken(authorization);
  return isOfToken ? 'Bearer error="invalid_token"' : challenges[code];
}

function answerProblem(context: Context, problem: Problem): void {
  context.status = problem.status;
  const isOfDirectory = context.path.startsWith(`${apiPrefix}${scimPrefix}/`);
  context.body = JSON.stringify(isOfDirectory ? scimError(problem) : problem);
  context.set('Content-Type', isOfDirectory ? scimMediaType : 'application/problem+json');
  context.remove('Set-Cookie');
  const challenge = challengeOf(problem, context.get('authorization'));
  if (challenge !== undefined) context.set('WWW-Authenticate', challenge);
  if (problem.retryAfterSeconds !== undefined) context.set('Retry-After', `${problem.retryAfterSeconds}`);
}
