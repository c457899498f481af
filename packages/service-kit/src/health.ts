import Router from '@koa/router';
import { setTimeout as delay } from 'node:timers/promises';

/** Something outside the process that must answer before requests can be served; rejects when it does not. */
export type ReadinessCheck = () => Promise<unknown>;

/** Whether the process takes requests: readiness fails as soon as it is told to stop. */
export interface Lifecycle {
  isStopping: boolean;
}

const checkTimeoutMs = 2_000;

/**
 * `/health/live` touches nothing, so that a fault elsewhere never restarts us. `/health/ready` asks others until all have answered
 * once: later their faults are faults of every replica, and taking all of them out helps nobody (docs/architecture.md, "When DynamoDB is slow").
 */
export function healthRouter(lifecycle: Lifecycle, checks: Readonly<Record<string, ReadinessCheck>>): Router {
  const router = new Router();
  let isProven = false;
  const failing = async () => {
    if (lifecycle.isStopping) return ['shutdown'];
    const names = isProven ? [] : await failingChecks(checks);
    isProven ||= names.length === 0;
    return names;
  };
  router.get('/health/live', (context) => {
    context.body = { status: 'live' };
  });
  router.get('/health/ready', async (context) => {
    const names = await failing();
    context.status = names.length === 0 ? 200 : 503;
    context.body = names.length === 0 ? { status: 'ready' } : { status: 'not-ready', failing: names };
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
