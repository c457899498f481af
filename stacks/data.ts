import { tables, type TablePart } from '@cloudapp/data/tables';
import type { Construct } from 'constructs';
import { BaseStack, type BaseStackProps } from './base-stack.ts';
import { AuditRootsBucket } from './constructs/audit-roots-bucket.ts';
import { EncryptedTable } from './constructs/encrypted-table.ts';
import { EncryptionKey, sendingUser } from './constructs/encryption-key.ts';
import { MailTopic } from './constructs/mail-topic.ts';
import { PrivateBucket } from './constructs/private-bucket.ts';
import { SigningKey } from './constructs/signing-key.ts';
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
  /** The stream of the audit log. */
  readonly auditStreamArn: string;
  /** The key that signs it. */
  readonly auditKeyArn: string;
  /** Name of the bucket that what it signed lies in. */
  readonly auditRootsBucket: string;

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
      // Alarms, and SES of what became of e-mails, publish by themselves; whoever else sends does so with the right of its own role.
      services: ['cloudwatch.amazonaws.com', 'ses.amazonaws.com'].map((service) => sendingUser(service, account)),
    }).arn;

    this.auditKeyArn = new SigningKey(this, 'audit-key', {
      environment,
      part: 'audit',
      description: 'Signs the days of the audit log',
    }).arn;

    const made = new Map<TablePart, EncryptedTable>();
    for (const part of Object.keys(tables) as TablePart[]) {
      made.set(part, new EncryptedTable(this, part, { environment, part, keyArn: this.dataKeyArn }));
    }
    const streamOf = (part: TablePart): string => made.get(part)?.streamArn ?? '';
    this.statisticsEventsStreamArn = streamOf('statistics-events');
    this.auditStreamArn = streamOf('audit');
    const records = new PrivateBucket(this, 'records', {
      environment,
      bucketName: recordsBucketName(environment),
      keyArn: this.dataKeyArn,
      accessLogBucket: props.accessLogBucket,
    });
    this.recordsBucket = records.guardedName;
    this.recordsBucketArn = records.bucket.arn;
    this.auditRootsBucket = new AuditRootsBucket(this, 'audit-roots', {
      environment,
      keyArn: this.dataKeyArn,
      accessLogBucket: props.accessLogBucket,
    }).guardedName;

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
    new MailTopic(this, 'mail-events', {
      ...topic,
      name: 'mail-events',
      addresses: [],
      publisher: 'ses.amazonaws.com',
    });
  }
}
