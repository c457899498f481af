import { EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { openDatabase } from '@cloudapp/data/database';
import { composeMachines } from '@cloudapp/machines/composition';
import type { Log, LoginProbe } from '@cloudapp/machines/application/ports';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { CalendarReader } from '@cloudapp/service-kit/internet/calendar-reader';
import type { Environment } from './environment.ts';

/** Everything that one instance of the function keeps between its runs. */
export function composeReconciler(environment: Environment, log: Log, clock: () => Date, probe?: LoginProbe) {
  const calls = callSettings(patience.background);
  return composeMachines({
    database: openDatabase(environment.TABLE_PREFIX, calls),
    ec2: new EC2Client(callSettings(patience.ec2)),
    s3: new S3Client(calls),
    sns: new SNSClient(calls),
    kms: new KMSClient(calls),
    settings: {
      environment: environment.TABLE_PREFIX,
      recordsBucket: environment.RECORDS_BUCKET,
      topicArn: environment.ADMIN_PROVISIONING_TOPIC_ARN,
      secretsKeyId: environment.SECRETS_KEY_ID,
    },
    calendars: new CalendarReader(environment.CALENDAR_NETWORKS),
    clock,
    log,
    probe,
  });
}
