import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { AuditKey } from '@cloudapp/data/audit-key';
import { AuditRootStore } from '@cloudapp/data/audit-root-store';
import { AuditSealRepository } from '@cloudapp/data/audit-seal-repository';
import { openDatabase } from '@cloudapp/data/database';
import { awsClock } from '@cloudapp/service-kit/aws-clock';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { loadEnvironment } from '@cloudapp/service-kit/environment';
import { createLogger } from '@cloudapp/service-kit/logger';
import { environmentSchema } from './environment.ts';
import { signDays } from './sign-days.ts';

const environment = loadEnvironment(environmentSchema, process.env);
const log = createLogger('sign-audit', environment.LOG_LEVEL);
const calls = callSettings(patience.background);
const database = openDatabase(environment.TABLE_PREFIX, calls);
const seals = new AuditSealRepository(database);
const roots = new AuditRootStore(new S3Client(calls), environment.AUDIT_ROOTS_BUCKET);
const key = new AuditKey(new KMSClient(calls), environment.AUDIT_KEY_ARN);

/** Called every hour, so that a day is signed within an hour and a half of its end, and what failed is tried again. */
export async function handler(): Promise<{ signed: string[] }> {
  const signed = await signDays({ database, seals, roots, key, now: awsClock.now() });
  log.info({ signed }, 'signed');
  return { signed };
}
