import { tables, type TablePart } from '@cloudapp/data/tables';
import type { Construct } from 'constructs';
import { BaseStack, type BaseStackProps } from './base-stack.ts';
import { EncryptedTable } from './constructs/encrypted-table.ts';
import { EncryptionKey, sendingUser } from './constructs/encryption-key.ts';
import { MailTopic } from './constructs/mail-topic.ts';
import { PrivateBucket } from './constructs/private-bucket.ts';
import { recordsBucketName } from './names.ts';

export interface DataProps extends BaseStackProps {
  /** Bucket that the access log of the bucket of records goes to. */
  readonly accessLogBucket: string;
}

/** Everything that must outlive a deployment: tables, records and keys; and the topics that people are told by. */
export class DataStack extends BaseStack {
  readonly dataKeyArn: string;
  readonly secretsKeyArn: string;
  readonly messagesKeyArn: string;
  readonly recordsBucket: string;
  readonly recordsBucketArn: string;
  /** The stream of the events that are to be counted. */
  readonly statisticsEventsStreamArn: string;

  constructor(scope: Construct, id: string, props: DataProps) {
    super(scope, id, props);
    const { environment } = props;
    const { account, notifications } = environment;
    this.dataKeyArn = new EncryptionKey(this, 'data-key', {
      environment,
      part: 'data',
      description: 'Tables and records',
    }).arn;
    this.secretsKeyArn = new EncryptionKey(this, 'secrets-key', {
      environment,
      part: 'secrets',
      description: 'Secrets that machines generate',
    }).arn;
    this.messagesKeyArn = new EncryptionKey(this, 'messages-key', {
      environment,
      part: 'messages',
      description: 'Topics and queues',
      // Alarms publish by themselves; whoever else sends does so with the right of its own role.
      services: [sendingUser('cloudwatch.amazonaws.com', account)],
    }).arn;

    for (const part of (Object.keys(tables) as TablePart[]).filter((name) => name !== 'statistics-events')) {
      new EncryptedTable(this, part, { environment, part, keyArn: this.dataKeyArn });
    }
    const events = new EncryptedTable(this, 'statistics-events', {
      environment,
      part: 'statistics-events',
      keyArn: this.dataKeyArn,
    });
    this.statisticsEventsStreamArn = events.streamArn;
    const records = new PrivateBucket(this, 'records', {
      environment,
      bucketName: recordsBucketName(environment),
      keyArn: this.dataKeyArn,
      accessLogBucket: props.accessLogBucket,
    });
    this.recordsBucket = records.guardedName;
    this.recordsBucketArn = records.bucket.arn;

    const topic = { environment, keyArn: this.messagesKeyArn };
    new MailTopic(this, 'admin-logins', { ...topic, name: 'admin-logins', addresses: notifications.adminLogins });
    new MailTopic(this, 'admin-provisioning', {
      ...topic,
      name: 'admin-provisioning',
      addresses: notifications.adminProvisioning,
    });
    new MailTopic(this, 'alarms', {
      ...topic,
      name: 'alarms',
      addresses: notifications.alarms,
      publisher: 'cloudwatch.amazonaws.com',
    });
  }
}
