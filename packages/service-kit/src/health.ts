import type { Context, Middleware } from 'koa';
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
export function health(lifecycle: Lifecycle, checks: Readonly<Record<string, ReadinessCheck>>): Middleware {
  let isProven = false;
  const failing = async () => {
    if (lifecycle.isStopping) return ['shutdown'];
    const names = isProven ? [] : await failingChecks(checks);
    isProven ||= names.length === 0;
    return names;
  };
  const answers: ReadonlyMap<string, (context: Context) => Promise<void> | void> = new Map([
    ['/health/live', answerLive],
    ['/health/ready', (context: Context) => answerReady(context, failing)],
  ]);
  return (context, next) => {
    const isRead = context.method === 'GET' || context.method === 'HEAD';
    const answer = isRead ? answers.get(context.path) : undefined;
    return answer ? answer(context) : next();
  };
}

function answerLive(context: Context): void {
  context.body = { status: 'live' };
}

async function answerReady(context: Context, failing: () => Promise<readonly string[]>): Promise<void> {
  const names = await failing();
  context.status = names.length === 0 ? 200 : 503;
  context.body = names.length === 0 ? { status: 'ready' } : { status: 'not-ready', failing: names };
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
