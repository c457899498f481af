import type {
  RouteBody,
  RouteContract,
  RouteHeaders,
  RouteParams,
  RouteQuery,
  RouteResponse,
} from '@cloudapp/contracts/route';
import type { ProblemDetails } from '@cloudapp/contracts/problem';
import type { RouteProblem } from '@cloudapp/contracts/route-problems';
import type { Logger } from 'pino';
import type { ActorOf } from './actor.ts';
import type { ProblemError } from './problem-error.ts';

/** What a handler gets: the validated request and who makes it. */
export interface RouteRequest<T extends RouteContract = RouteContract> {
  readonly params: RouteParams<T>;
  readonly query: RouteQuery<T>;
  readonly headers: RouteHeaders<T>;
  readonly body: RouteBody<T>;
  readonly actor: ActorOf<T['caller']>;
  readonly requestId: string;
  /** The caller's network address as the last trusted proxy saw it. */
  readonly clientAddress: string;
  /** The instant at which the request arrived. */
  readonly now: Date;
  /** Makes a logger that logs with the request's id. */
  readonly logger: () => Logger;
  /** Adds a header to the answer, on success only. */
  readonly setHeader: (name: string, value: string) => void;
  /** The error to throw for a problem that the contract declares; another does not compile. */
  readonly problem: (code: RouteProblem<T>, details?: ProblemDetails, cause?: unknown) => ProblemError;
}

/** Answers one contract: returns its response, or nothing where the contract's answer has no body. */
export type Handler<T extends RouteContract> = T['response'] extends null
  ? (request: RouteRequest<T>) => Promise<void>
  : (request: RouteRequest<T>) => Promise<RouteResponse<T>>;

/** A contract with what answers it, ready to be mounted. */
export interface Route {
  readonly contract: RouteContract;
  readonly handle: (request: RouteRequest) => Promise<unknown>;
}

/** Routes whose errors are told as `translate` says: a service has one table from its own errors to problems. */
export function translatingErrors(routes: readonly Route[], translate: (error: unknown) => unknown): Route[] {
  return routes.map(({ contract, handle }) => ({
    contract,
    handle: async (request) => {
      try {
        return await handle(request);
      } catch (error) {
        throw translate(error);
      }
    },
  }));
}

/** Answers a contract with a handler; caller, input and output types follow from the contract. */
export function implement<T extends RouteContract>(contract: T, handler: Handler<T>): Route {
  // The kit validates each request against this very contract before it calls the handler, so the types hold.
  return { contract, handle: handler as unknown as Route['handle'] };
}
