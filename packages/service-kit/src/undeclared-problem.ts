import type { ProblemCode } from '@cloudapp/contracts/problem';
import type { Logger } from './logger.ts';

/** A route is about to answer with a problem that its contract does not declare, which no client can be ready for. */
export class UndeclaredProblemError extends Error {
  readonly code = 'undeclared-problem';
  /** The route's name; undefined for a request that has none. */
  readonly route: string | undefined;
  readonly problem: ProblemCode;

  constructor(route: string | undefined, problem: ProblemCode, cause: unknown) {
    super(`${route ?? 'A request without a route'} answers ${problem}, which its contract does not declare`, { cause });
    this.name = 'UndeclaredProblemError';
    this.route = route;
    this.problem = problem;
  }
}

/** Hears of each undeclared problem; when it throws, the answer is `internal-error` in place of the problem. */
export type OnUndeclaredProblem = (error: UndeclaredProblemError, logger: Logger) => void;

/** A running service says what it has to say all the same, and tells us. */
export const logUndeclaredProblem: OnUndeclaredProblem = (error, logger) => {
  logger.error({ err: error, route: error.route, code: error.problem }, 'undeclared problem');
};
