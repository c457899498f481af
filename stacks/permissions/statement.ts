import { tableName, type TablePart } from '@cloudapp/data/tables';

/** What a policy needs to know of the environment that it is written for. */
export interface PermissionContext {
  /** Common beginning of all physical names, e.g. `cloudapp-dev`. */
  readonly prefix: string;
  readonly region: string;
  readonly account: string;
  /** ARN of the key that encrypts tables and the bucket of records. */
  readonly dataKeyArn: string;
  /** ARN of the key under which secrets of machines are kept. */
  readonly secretsKeyArn: string;
  /** ARN of the key that encrypts topics and queues. */
  readonly messagesKeyArn: string;
  /** ARN of the key that signs the audit log. */
  readonly auditKeyArn: string;
  /** Subnets that users' machines are launched into. */
  readonly machineSubnetIds: readonly string[];
  /** Security groups that users' machines get, one a blueprint. */
  readonly machineSecurityGroupIds: readonly string[];
  /** The sender of e-mails, and what SES knows it by; absent where none are sent. */
  readonly mail?: { readonly from: string; readonly identity: string } | undefined;
}

export type Conditions = Record<string, Record<string, string | readonly string[]>>;

/** One statement of a policy, with the reason why the part needs it. */
export interface Statement {
  readonly sid: string;
  readonly effect?: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: (context: PermissionContext) => readonly string[];
  readonly conditions?: (context: PermissionContext) => Conditions;
  readonly reason: string;
  /** Whether an environment has what it is about. @default each has */
  readonly appliesTo?: (context: PermissionContext) => boolean;
  /** Why nothing narrower than `*` can be named; a statement with a wildcard resource must have it. */
  readonly wildcardReason?: string;
}

/** A policy document as IAM takes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

/** The tag that every machine of an environment carries from its launch on; its value is the environment's prefix. */
export const machineTagKey = 'cloudapp:environment';

const arn = (context: PermissionContext, service: string, resource: string): string =>
  `arn:aws:${service}:${context.region}:${context.account}:${resource}`;

/** The ARNs of the things whose names are computed from the environment. */
export const arns = {
  table: (context: PermissionContext, part: TablePart) =>
    arn(context, 'dynamodb', `table/${tableName(context.prefix, part)}`),
  function: (context: PermissionContext, name: string) => arn(context, 'lambda', `function:${context.prefix}-${name}`),
  topic: (context: PermissionContext, name: string) => arn(context, 'sns', `${context.prefix}-${name}`),
  queue: (context: PermissionContext, name: string) => arn(context, 'sqs', `${context.prefix}-${name}`),
  role: (context: PermissionContext, name: string) => `arn:aws:iam::${context.account}:role/${context.prefix}-${name}`,
  stateMachine: (context: PermissionContext, name: string) =>
    arn(context, 'states', `stateMachine:${context.prefix}-${name}`),
  logGroup: (context: PermissionContext, name: string) => arn(context, 'logs', `log-group:${name}`),
  recordsBucket: (context: PermissionContext) => `arn:aws:s3:::${context.prefix}-records-${context.account}`,
  auditRootsBucket: (context: PermissionContext) => `arn:aws:s3:::${context.prefix}-audit-roots-${context.account}`,
  instanceProfile: (context: PermissionContext) =>
    `arn:aws:iam::${context.account}:instance-profile/${context.prefix}-machine`,
  companySecret: (context: PermissionContext, name: string) =>
    arn(context, 'secretsmanager', `secret:${context.prefix}/sign-in/${name}`),
  mailIdentity: (context: PermissionContext, identity: string) => arn(context, 'ses', `identity/${identity}`),
  mailConfigurationSet: (context: PermissionContext) =>
    arn(context, 'ses', `configuration-set/${context.prefix}-notices`),
  ec2: (context: PermissionContext, resource: string) => arn(context, 'ec2', resource),
  repository: (context: PermissionContext, name: string) => arn(context, 'ecr', `repository/${context.prefix}/${name}`),
} as const;

const pascal = (text: string): string =>
  text.replaceAll(/(^|-)([a-z])/g, (_match, _dash: string, letter: string) => letter.toUpperCase());

/** Actions on one table, or on its indexes alone; `indexes` are those it queries. */
export function onTable(
  part: TablePart,
  actions: readonly string[],
  reason: string,
  narrowed: {
    indexes?: readonly string[];
    isIndexesOnly?: boolean;
    leadingKeys?: readonly string[];
    name?: string;
  } = {},
): Statement {
  const { indexes = [], isIndexesOnly = false, leadingKeys, name = '' } = narrowed;
  return {
    sid: `${pascal(part)}${name}`,
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: (context) => {
      const table = arns.table(context, part);
      return [...(isIndexesOnly ? [] : [table]), ...indexes.map((index) => `${table}/index/${index}`)];
    },
    ...(leadingKeys && {
      conditions: () => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys } }),
    }),
    reason,
  };
}

/** What every service knows of the settings. */
export const demandedFactors = onTable('settings', ['GetItem'], 'knows of whom a second factor is demanded', {
  leadingKeys: ['sign-in'],
});

/** Decrypting and encrypting data of the tables and the bucket, through those services only. */
export function throughDataKey(services: readonly ('dynamodb' | 's3')[]): Statement {
  return {
    sid: 'DataKey',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ({ dataKeyArn }) => [dataKeyArn],
    conditions: ({ region }) => ({
      StringEquals: { 'kms:ViaService': services.map((service) => `${service}.${region}.amazonaws.com`) },
    }),
    reason: `${services.join(' and ')} decrypt with the caller's own right to the key`,
  };
}

/** Sending to topics and queues whose messages are encrypted. */
export function throughMessagesKey(): Statement {
  return {
    sid: 'MessagesKey',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ({ messagesKeyArn }) => [messagesKeyArn],
    conditions: ({ region }) => ({
      StringEquals: { 'kms:ViaService': [`sns.${region}.amazonaws.com`, `sqs.${region}.amazonaws.com`] },
    }),
    reason: 'SNS and SQS encrypt with the right of who sends',
  };
}

export function publishTo(topic: string, reason: string): Statement {
  return {
    sid: `Publish${pascal(topic)}`,
    actions: ['sns:Publish'],
    resources: (context) => [arns.topic(context, topic)],
    reason,
  };
}

export function sendTo(queue: string, reason: string): Statement {
  return {
    sid: 'DeadLetters',
    actions: ['sqs:SendMessage'],
    resources: (context) => [arns.queue(context, queue)],
    reason,
  };
}

/**
 * What every Lambda needs besides its work: its own log group, traces, and its variables, which lie under our key.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 */
export function ofEveryFunction(functionName: string): Statement[] {
  return [
    {
      sid: 'OwnVariables',
      actions: ['kms:Decrypt'],
      resources: ({ messagesKeyArn }) => [messagesKeyArn],
      conditions: (context) => ({
        StringEquals: { 'kms:EncryptionContext:aws:lambda:FunctionArn': arns.function(context, functionName) },
      }),
      reason: "Lambda decrypts the variables with the function's role when it starts",
    },
    {
      sid: 'OwnLogs',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: (context) => [`${arns.logGroup(context, `/aws/lambda/${context.prefix}-${functionName}`)}:*`],
      reason: 'writes its log; the group itself is made by the stack, with retention',
    },
    traces,
  ];
}

/** What Lambda does to call a function for what is new in a table. */
export function readingStream(part: TablePart): Statement {
  return {
    sid: 'EventsStream',
    actions: ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'].map((action) => `dynamodb:${action}`),
    resources: (context) => [`${arns.table(context, part)}/stream/*`],
    reason: 'Lambda reads the stream with the role of the function; its name ends with the time at which it was made',
  };
}

export const traces: Statement = {
  sid: 'Traces',
  actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  resources: () => ['*'],
  reason: 'sends its traces',
  wildcardReason: 'X-Ray has no resources to name for these actions',
};

/** Writes a policy document from statements. */
export function toDocument(statements: readonly Statement[], context: PermissionContext): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: statements
      .filter(({ appliesTo }) => appliesTo?.(context) !== false)
      .map((statement) => ({
        Sid: statement.sid,
        Effect: statement.effect ?? 'Allow',
        Action: [...statement.actions],
        Resource: [...statement.resources(context)],
        ...(statement.conditions && { Condition: mutableCopy(statement.conditions(context)) }),
      })),
  };
}

function mutableCopy(conditions: Conditions): Record<string, Record<string, string | string[]>> {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
      ),
    ]),
  );
}
