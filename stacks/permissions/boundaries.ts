import type { TablePart } from '@cloudapp/data/tables';
import { describing, joinNetwork, launching, onOwnMachines, readBaseImages } from './machines.ts';
import { arns, onTable, traces, type Statement } from './statement.ts';

const launcherTables: readonly TablePart[] = [
  'quotas',
  'sessions',
  'access-tokens',
  'idempotency',
  'ssh-keys',
  'audit',
];

/**
 * The most that whatever launches machines can ever be given, whoever edits its policy: data of this environment, machines
 * that carry its tag, and no way to give itself or anybody else more.
 */
export const launcherBoundary: readonly Statement[] = [
  {
    sid: 'OwnTables',
    actions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'].map(
      (action) => `dynamodb:${action}`,
    ),
    resources: (context) => [
      ...launcherTables.map((part) => arns.table(context, part)),
      // Also the events that they are counted from, and indexes; IAM takes no policy of more than 6,144 characters.
      `${arns.table(context, 'statistics')}*`,
      `${arns.table(context, 'instances')}*`,
      `${arns.table(context, 'users')}*`,
    ],
    reason: 'what launching machines reads and writes; passwords and attempts at them are not among it',
  },
  // Of their own policies the settings that they need; here there is no room for a condition.
  onTable('settings', ['GetItem', 'PutItem'], 'knows of whom a second factor is demanded, and the rules for machines'),
  {
    sid: 'OwnKeys',
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ({ dataKeyArn, secretsKeyArn, messagesKeyArn }) => [dataKeyArn, secretsKeyArn, messagesKeyArn],
    reason: 'keys of this environment',
  },
  {
    sid: 'OwnRecordsAndMessages',
    actions: ['s3:PutObject', 'sns:Publish', 'sqs:SendMessage'],
    resources: (context) => [
      `${arns.recordsBucket(context)}/*`,
      arns.topic(context, 'admin-provisioning'),
      arns.queue(context, 'reconcile-instances-dead-letters'),
    ],
    reason: 'records, messages and dead letters of this environment',
  },
  ...launching,
  readBaseImages,
  joinNetwork,
  onOwnMachines('machines of this environment'),
  describing(['DescribeInstances'], 'what EC2 runs'),
  {
    sid: 'OwnLogs',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: (context) => [`${arns.logGroup(context, `/aws/lambda/${context.prefix}-reconcile-instances`)}:*`],
    reason: 'the log of the function',
  },
  traces,
];

/** On a machine its user is root: the role that it carries can do nothing in the account, whatever is attached to it. */
export const machineBoundary: readonly Statement[] = [
  {
    sid: 'NothingAtAll',
    effect: 'Deny',
    actions: ['*'],
    resources: () => ['*'],
    reason: 'a machine needs nothing from the account; it gets its plan as user-data and reports over HTTPS',
    wildcardReason: 'it denies',
  },
];
