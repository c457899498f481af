import { AuditSealRepository } from '@cloudapp/data/audit-seal-repository';
import { AuditSealer } from '@cloudapp/data/audit-sealer';
import { openDatabase } from '@cloudapp/data/database';
import { awsClock } from '@cloudapp/service-kit/aws-clock';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { loadEnvironment } from '@cloudapp/service-kit/environment';
import { createLogger } from '@cloudapp/service-kit/logger';
import { environmentSchema } from './environment.ts';
import { sealAudit } from './seal-audit.ts';

const environment = loadEnvironment(environmentSchema, process.env);
const log = createLogger('seal-audit', environment.LOG_LEVEL);
const database = openDatabase(environment.TABLE_PREFIX, callSettings(patience.background));
const parts = { sealer: new AuditSealer(database), seals: new AuditSealRepository(database), log };

/** Called by the stream of the log, and every five minutes for what the stream has lost. A fault is thrown on, so that Lambda tries again. */
export async function handler(event: unknown): Promise<{ sealed: number; known: number }> {
  const { sealed, known } = await sealAudit(event, { ...parts, now: awsClock.now() });
  log.info({ sealed, known }, 'sealed');
  return { sealed, known };
}
