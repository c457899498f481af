import { EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { openDatabase } from '@cloudapp/data/database';
import { composeMachines } from '@cloudapp/machines/composition';
import type { Log, LoginProbe } from '@cloudapp/machines/application/ports';
import { awsClientBounds } from '@cloudapp/service-kit/aws-client';
import type { Environment } from './environment.ts';

/** Everything that one instance of the function keeps between its runs. */
export function composeReconciler(environment: Environment, log: Log, clock: () => Date, probe?: LoginProbe) {
  return composeMachines({
    database: openDatabase(environment.TABLE_PREFIX),
    ec2: new EC2Client({ ...awsClientBounds, maxAttempts: 1 }),
    s3: new S3Client(awsClientBounds),
    sns: new SNSClient(awsClientBounds),
    kms: new KMSClient(awsClientBounds),
    settings: {
      environment: environment.TABLE_PREFIX,
      recordsBucket: environment.RECORDS_BUCKET,
      topicArn: environment.ADMIN_PROVISIONING_TOPIC_ARN,
      secretsKeyId: environment.SECRETS_KEY_ID,
    },
    clock,
    log,
    probe,
  });
}
