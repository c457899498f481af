import { openDatabase } from '@cloudapp/data/database';
import { StatisticsCounter } from '@cloudapp/data/statistics-counter';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { loadEnvironment } from '@cloudapp/service-kit/environment';
import { createLogger } from '@cloudapp/service-kit/logger';
import { countStatistics } from './count-statistics.ts';
import { environmentSchema } from './environment.ts';

const environment = loadEnvironment(environmentSchema, process.env);
const log = createLogger('count-statistics', environment.LOG_LEVEL);
const counter = new StatisticsCounter(openDatabase(environment.TABLE_PREFIX, callSettings(patience.background)));

/** Called by the stream of events, and every five minutes for what the stream has lost. A fault is thrown on, so that Lambda tries again. */
export async function handler(event: unknown): Promise<{ counted: number; known: number }> {
  const { counted, known } = await countStatistics(event, { counter, log });
  log.info({ counted, known }, 'counted');
  return { counted, known };
}
