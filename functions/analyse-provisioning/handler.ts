import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { openDatabase } from '@cloudapp/data/database';
import { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { awsClock } from '@cloudapp/service-kit/aws-clock';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { loadEnvironment } from '@cloudapp/service-kit/environment';
import { createLogger } from '@cloudapp/service-kit/logger';
import { analyse, type AnalyseResult } from './analyse.ts';
import { environmentSchema } from './environment.ts';

const environment = loadEnvironment(environmentSchema, process.env);
const logger = createLogger('analyse-provisioning', environment.LOG_LEVEL);
const calls = callSettings(patience.background);
const database = openDatabase(environment.TABLE_PREFIX, calls);
const statistics = new StatisticsRepository(database);
const statisticsEvents = new StatisticsEventRepository(database);
const s3 = new S3Client(calls);
const bucket = environment.RECORDS_BUCKET;

/** Called by S3 for each new record. A fault is thrown on, so that Lambda tries again and then keeps the event. */
export async function handler(event: unknown): Promise<AnalyseResult> {
  const result = await analyse(event, { database, statistics, statisticsEvents, bucket, read, now: awsClock.now() });
  logger.info(result, 'analysed');
  return result;
}

async function read(key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (!Body) throw new Error(`The record ${key} is empty`);
  return await Body.transformToString('utf8');
}
