import { apiPrefix, usualAnswerSeconds } from '@cloudapp/contracts/route';
import Koa, { type ParameterizedContext } from 'koa';
import compose from 'koa-compose';
import type { RequestListener } from 'node:http';
import type { Logger } from 'pino';
import { awsClock } from './aws-clock.ts';
import type { DirectoryLookup, SessionLookup, TokenLookup } from './actor.ts';
import { bindingCursors } from './bound-cursors.ts';
import { health, type Lifecycle, type ReadinessCheck } from './health.ts';
import { accessLog } from './middleware/access-log.ts';
import { bodyLimit } from './middleware/body-limit.ts';
import { requireDirectory } from './middleware/directory.ts';
import { knownPath, type MountedRoute } from './middleware/known-path.ts';
import { requireOrigin } from './middleware/origin.ts';
import { ownSite, requireOwnSite } from './middleware/own-site.ts';
import { problemHandler } from './middleware/problem-handler.ts';
import { requestId } from './middleware/request-id.ts';
import { requestTarget } from './middleware/request-target.ts';
import { routeHandler } from './middleware/route-handler.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { requireSession } from './middleware/session.ts';
import type { RequestState } from './middleware/state.ts';
import type { Route } from './route.ts';
import { WorkLimits } from './work-limits.ts';
import { logUndeclaredProblem, type OnUndeclaredProblem } from './undeclared-problem.ts';

export interface ApplicationOptions {
  readonly routes: readonly Route[];
  readonly sessions: SessionLookup;
  /** What programs may bring in place of a session. @default nothing */
  readonly tokens?: TokenLookup | undefined;
  /** Who knows the token of the directory. @default none holds */
  readonly directory?: DirectoryLookup | undefined;
  /** The one origin whose pages may ask for anything, such as `https://d123.cloudfront.net`. */
  readonly publicOrigin: string;
  readonly logger: Logger;
  /** How many proxies of ours a request passes (see `clientAddress`). @default 1 */
  readonly trustedProxyHops?: number | undefined;
  /** What `/health/ready` asks, by name. @default nothing */
  readonly readiness?: Readonly<Record<string, ReadinessCheck>> | undefined;
  /** How long a request is worked on where its contract gives it no more. @default usualAnswerSeconds */
  readonly answerSeconds?: number | undefined;
  /** How much is worked on at once, and for how long. @default as a process can */
  readonly limits?: WorkLimits | undefined;
  /** @default logs it */
  readonly onUndeclaredProblem?: OnUndeclaredProblem | undefined;
  /** @default the system's clock */
  readonly now?: (() => Date) | undefined;
}

/** A service's HTTP side, not yet listening. */
export interface Application {
  readonly listener: RequestListener;
  readonly lifecycle: Lifecycle;
}

/**
 * Mounts routes below `/api`, and health checks, in the one order that all services share: request id, access log,
 * problem handler, security headers, own site, body limit, session, origin, route.
 */
export function createApplication(options: ApplicationOptions): Application {
  const { logger, trustedProxyHops = 1, onUndeclaredProblem = logUndeclaredProblem, now = awsClock.now } = options;
  const lifecycle: Lifecycle = { isStopping: false };
  const app = new Koa<RequestState>();
  const isOfOwnSite = ownSite(options.publicOrigin);
  const answerHealth = health(lifecycle, options.readiness ?? {});
  app.use(async (context, next) => {
    await (isOfOwnSite(context) ? answerHealth(context, next) : next());
  });
  app.use(requestId({ logger, trustedProxyHops, now }));
  app.use(accessLog(logger));
  app.use(problemHandler(onUndeclaredProblem));
  app.use(securityHeaders);
  app.use(requireOwnSite(isOfOwnSite));
  app.use(requestTarget);
  app.use(knownPath(options.routes.map(mounted(options)), apiPrefix));
  app.on('error', (error: unknown) => {
    logger.error({ err: error }, 'the answer could not be sent');
  });
  const handle = app.callback();
  return { listener: (request, response) => void handle(request, response), lifecycle };
}

function mounted(options: ApplicationOptions): (route: Route) => MountedRoute {
  const { sessions, tokens, directory, limits = new WorkLimits(), answerSeconds = usualAnswerSeconds } = options;
  return (route) => {
    const { contract } = route;
    const answer = compose<ParameterizedContext<RequestState>>([
      (context, next) => {
        context.state.work = limits.forRequest(Math.max(answerSeconds, contract.answerSeconds ?? 0));
        return next();
      },
      bodyLimit(contract),
      requireSession(contract, sessions, tokens),
      requireDirectory(contract, directory),
      requireOrigin(contract),
      routeHandler(bindingCursors(route)),
    ]);
    return { contract, answer };
  };
}
