import { awsClock } from '@cloudapp/service-kit/aws-clock';
import { loadEnvironment } from '@cloudapp/service-kit/environment';
import { createLogger } from '@cloudapp/service-kit/logger';
import { environmentSchema } from './environment.ts';
import { reconcile, type ReconcileResult } from './reconcile.ts';
import { composeReconciler } from './service.ts';

const environment = loadEnvironment(environmentSchema, process.env);
const logger = createLogger('reconcile-instances', environment.LOG_LEVEL);
const clock = awsClock.now;
const machines = composeReconciler(environment, logger, clock);

/** A run ends before the next one begins a minute later, and well before the function's own limit of 55 s. */
const runMs = 40_000;

/** Called every minute. */
export async function handler(): Promise<ReconcileResult> {
  const result = await reconcile({ machines, clock, stopAt: new Date(clock().getTime() + runMs) });
  logger.info(result, 'reconciled');
  return result;
}
