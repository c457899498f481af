import Router from '@koa/router';
import { setTimeout as delay } from 'node:timers/promises';

/** Something outside the process that must answer before requests can be served; rejects when it does not. */
export type ReadinessCheck = () => Promise<unknown>;

/** Whether the process takes requests: readiness fails as soon as it is told to stop. */
export interface Lifecycle {
  isStopping: boolean;
}

const checkTimeoutMs = 2_000;

/** `/health/live` touches nothing, so that a fault elsewhere never restarts us; `/health/ready` may ask others. */
export function healthRouter(lifecycle: Lifecycle, checks: Readonly<Record<string, ReadinessCheck>>): Router {
  const router = new Router();
  router.get('/health/live', (context) => {
    context.body = { status: 'live' };
  });
  router.get('/health/ready', async (context) => {
    const failing = lifecycle.isStopping ? ['shutdown'] : await failingChecks(checks);
    context.status = failing.length === 0 ? 200 : 503;
    context.body = failing.length === 0 ? { status: 'ready' } : { status: 'not-ready', failing };
  });
  return router;
}

async function failingChecks(checks: Readonly<Record<string, ReadinessCheck>>): Promise<string[]> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const timer = new AbortController();
      const timeout = delay(checkTimeoutMs, 'late', { signal: timer.signal });
      try {
        return (await Promise.race([check(), timeout])) === 'late' ? [name] : [];
      } catch {
        return [name];
      } finally {
        timer.abort();
        timeout.catch(() => undefined);
      }
    }),
  );
  return results.flat();
}
