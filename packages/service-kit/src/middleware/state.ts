import type { RouteContract } from '@cloudapp/contracts/route';
import type { Logger } from 'pino';
import type { ActiveSession } from '../actor.ts';
import type { Work } from '../work-limits.ts';

/** What the middlewares of one request hand on. */
export interface RequestState {
  requestId: string;
  clientAddress: string;
  receivedAt: Date;
  /** Makes a logger that logs with the request's id; most requests need none. */
  logger: () => Logger;
  /** The route that matched, once one has. */
  contract?: RouteContract;
  /** Its parameters, as the path has them. */
  params?: Readonly<Record<string, string>>;
  session?: ActiveSession;
  /** The id of the token that came in place of a session's. */
  tokenId?: string;
  /** Does what the route asks for; set once a route has matched. */
  work: Work;
}
