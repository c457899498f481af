import { forEachService } from '@cloudapp/contracts/service';
import type { TablePart } from '@cloudapp/data/tables';
import type { Part } from '../../stacks/permissions/permissions.ts';
import { arns } from '../../stacks/permissions/statement.ts';
import { functionNames } from '../../stacks/variables/functions.ts';
import { allowed, by, denied, type Call } from './call.ts';
import { world } from './world.ts';

const { context } = world;
const { account, region, prefix, dataKeyArn, messagesKeyArn } = context;
const docs = 'https://docs.aws.amazon.com';

const dataUsers: Readonly<Partial<Record<Part, readonly string[]>>> = {
  ...forEachService(() => ['dynamodb']),
  'seal-audit': ['dynamodb'],
  'sign-audit': ['dynamodb', 's3'],
  'send-notices': ['dynamodb'],
  'view-stats': ['dynamodb', 's3'],
  authenticate: ['dynamodb'],
  'count-statistics': ['dynamodb'],
  'analyse-provisioning': ['dynamodb', 's3'],
  'reconcile-instances': ['dynamodb', 's3'],
  'provision-instance': ['dynamodb', 's3'],
};
const senders: Readonly<Partial<Record<Part, readonly string[]>>> = {
  authenticate: ['sqs'],
  'notify-admin': ['sns', 'sqs'],
  'analyse-provisioning': ['sqs'],
  'count-statistics': ['sqs'],
  'reconcile-instances': ['sns', 'sqs'],
  'seal-audit': ['sqs'],
  'sign-audit': ['sqs'],
  'send-notices': ['sqs'],
  'provision-instance': ['sns'],
};

/** Tables, bucket, topics and queues decrypt and encrypt with the right of who asks. */
function throughKey(part: Part, key: string, services: readonly string[]): Call[] {
  return ['kms:Decrypt', 'kms:GenerateDataKey'].flatMap((action) => [
    ...services.map((service) =>
      allowed(
        by(part),
        action,
        key,
        `${part}: ${service} for it (${docs}/kms/latest/developerguide/services-${service}.html)`,
        {
          context: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
        },
      ),
    ),
    denied(by(part), action, key, `${part}: past ${services.join(' and ')}`),
  ]);
}

const streams = (group: string) => `${arns.logGroup(context, group)}:log-stream:x`;
const log = (part: Part, group: string, why: string): Call[] =>
  ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => allowed(by(part), action, streams(group), why));
const onAll = (part: Part, service: string, actions: readonly string[], why: string): Call[] =>
  actions.map((action) => allowed(by(part), `${service}:${action}`, '*', why));

/** What Lambda does to attach a function to the network. */
const joining = [
  'AssignPrivateIpAddresses',
  'CreateNetworkInterface',
  'DeleteNetworkInterface',
  'DescribeNetworkInterfaces',
  'DescribeSubnets',
  'UnassignPrivateIpAddresses',
];

const ofFunction = 'kms:EncryptionContext:aws:lambda:FunctionArn';
const ofFunctions = functionNames.flatMap((part): Call[] => [
  ...log(part, `/aws/lambda/${prefix}-${part}`, 'Lambda writes what the function prints'),
  ...onAll(part, 'xray', ['PutTraceSegments', 'PutTelemetryRecords'], `${docs}/lambda/latest/dg/services-xray.html`),
  allowed(
    by(part),
    'sqs:SendMessage',
    arns.queue(context, `${part}-dead-letters`),
    `${docs}/lambda/latest/dg/invocation-async-retain-records.html`,
  ),
  allowed(
    by(part),
    'kms:Decrypt',
    messagesKeyArn,
    `its variables (${docs}/lambda/latest/dg/configuration-envvars-encryption.html)`,
    { context: { [ofFunction]: arns.function(context, part) } },
  ),
  denied(by(part), 'kms:Decrypt', messagesKeyArn, `${part}: the variables of another function`, {
    context: { [ofFunction]: arns.function(context, 'another') },
  }),
  ...joining.map((action) =>
    allowed(by(part), `ec2:${action}`, '*', `${docs}/lambda/latest/dg/configuration-vpc.html`),
  ),
  denied(by(part), 'ec2:CreateNetworkInterface', '*', `${part}: by its own code`, {
    context: { 'lambda:SourceFunctionArn': arns.function(context, part) },
  }),
]);

/** What Lambda does to call a function for what is new in a table. */
function readStream(part: Part, table: TablePart): Call[] {
  return ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'].flatMap((action) => [
    allowed(
      by(part),
      `dynamodb:${action}`,
      `${arns.table(context, table)}/stream/2026-11-24T05:00:00.000`,
      `${docs}/amazondynamodb/latest/developerguide/iam-policy-example-lamda-process-dynamodb-streams.html`,
    ),
    denied(
      by(part),
      `dynamodb:${action}`,
      `${arns.table(context, 'instances')}/stream/2026-11-24T05:00:00.000`,
      `${part}: the stream of another table`,
    ),
  ]);
}

/** What AWS does with the role of a part. */
export const callsByAws: readonly Call[] = [
  ...ofFunctions,
  ...Object.entries(dataUsers).flatMap(([part, services]) => throughKey(part as Part, dataKeyArn, services)),
  ...Object.entries(senders).flatMap(([part, services]) => throughKey(part as Part, messagesKeyArn, services)),
  ...['authenticate', 'notify-admin'].map((name) =>
    allowed(by('login-workflow'), 'lambda:InvokeFunction', arns.function(context, name), 'a step of login.asl.json'),
  ),
  ...onAll(
    'login-workflow',
    'logs',
    [
      'CreateLogDelivery',
      'GetLogDelivery',
      'UpdateLogDelivery',
      'DeleteLogDelivery',
      'ListLogDeliveries',
      'PutResourcePolicy',
      'DescribeResourcePolicies',
      'DescribeLogGroups',
    ],
    `${docs}/step-functions/latest/dg/cw-logs.html`,
  ),
  ...onAll(
    'login-workflow',
    'xray',
    ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'],
    `${docs}/step-functions/latest/dg/concepts-xray-tracing.html`,
  ),
  allowed(
    by('login-api'),
    'states:StartSyncExecution',
    arns.stateMachine(context, 'login'),
    'the integration of login.api.json',
  ),
  allowed(
    by('schedule'),
    'lambda:InvokeFunction',
    arns.function(context, 'reconcile-instances'),
    'EventBridge Scheduler every minute',
  ),
  allowed(
    by('schedule'),
    'lambda:InvokeFunction',
    arns.function(context, 'count-statistics'),
    'EventBridge Scheduler every five minutes',
  ),
  allowed(by('schedule'), 'lambda:InvokeFunction', arns.function(context, 'seal-audit'), 'every five minutes, too'),
  allowed(by('schedule'), 'lambda:InvokeFunction', arns.function(context, 'sign-audit'), 'every hour'),
  allowed(by('schedule'), 'lambda:InvokeFunction', arns.function(context, 'send-notices'), 'every minute, too'),
  ...readStream('count-statistics', 'statistics-events'),
  ...readStream('seal-audit', 'audit'),
  ...readStream('send-notices', 'audit'),
  allowed(by('presentation-execution'), 'ecr:GetAuthorizationToken', '*', 'Fargate signs in to the registry'),
  ...['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'].map((action) =>
    allowed(
      by('presentation-execution'),
      `ecr:${action}`,
      arns.repository(context, 'presentation'),
      `${docs}/AmazonECS/latest/developerguide/task_execution_IAM_role.html`,
    ),
  ),
  ...log('presentation-execution', `/${prefix}/presentation`, "Fargate writes nginx's log"),
  ...log('pod-logs', `/${prefix}/pods`, 'Fluent Bit writes what the pods print'),
  ...log('flow-logs', `/${prefix}/flow-logs/app`, `${docs}/vpc/latest/userguide/flow-logs-iam-role.html`),
  allowed(by('flow-logs'), 'logs:DescribeLogGroups', '*', `${docs}/vpc/latest/userguide/flow-logs-iam-role.html`),
  allowed(
    by('flow-logs'),
    'logs:DescribeLogStreams',
    streams(`/${prefix}/flow-logs/app`),
    `${docs}/vpc/latest/userguide/flow-logs-iam-role.html`,
  ),
];

const ofAccount = { 'aws:SourceAccount': account };
const ofStranger = { 'aws:SourceAccount': '999999999999' };
const tls = { 'aws:SecureTransport': 'true' };
const administrator = { administrator: true } as const;

/** Whoever acts for somebody else's resource gets nothing. */
function onlyForUs(service: string, action: string, resource: string, why: string): Call[] {
  return [
    allowed({ service }, action, resource, why, { context: { ...ofAccount, ...tls } }),
    denied({ service }, action, resource, `${why}, for another account`, { context: { ...ofStranger, ...tls } }),
  ];
}

/** A load balancer says nothing of itself: where it writes is what tells its account. */
const putLog = (owner: string, prefix: string, why: string): Call =>
  allowed(
    { service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
    's3:PutObject',
    `${world.bucketArn('access-logs')}/${prefix}/AWSLogs/${owner}/elasticloadbalancing/x.log.gz`,
    `${why} (${docs}/elasticloadbalancing/latest/application/enable-access-logging.html)`,
    { context: tls },
  );

const logKeyUser = (service: string, key: string, at: string): Call[] =>
  ['Encrypt', 'Decrypt', 'GenerateDataKey', 'DescribeKey', 'ReEncryptFrom', 'ReEncryptTo'].flatMap((action) =>
    [account, '999999999999'].map((owner) =>
      (owner === account ? allowed : denied)({ service }, `kms:${action}`, world.keyArn(key), 'log groups of the key', {
        context: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${at}:${owner}:log-group:x` },
      }),
    ),
  );

const keys = [
  'data-key',
  'secrets-key',
  'messages-key',
  'audit-key',
  'log-key',
  'front-door-protection-log-key',
  'key',
];

/** What policies of resources and endpoints decide. */
export const callsToResources: readonly Call[] = [
  ...keys.map((key) =>
    allowed(administrator, 'kms:PutKeyPolicy', world.keyArn(key), 'the account does not lock itself out of its key'),
  ),
  ...logKeyUser(`logs.${region}.amazonaws.com`, 'log-key', region),
  ...logKeyUser('logs.us-east-1.amazonaws.com', 'front-door-protection-log-key', 'us-east-1'),
  ...['kms:Decrypt', 'kms:GenerateDataKey'].flatMap((action) => [
    ...onlyForUs('cloudwatch.amazonaws.com', action, messagesKeyArn, 'alarms publish to an encrypted topic'),
    ...onlyForUs(
      'ses.amazonaws.com',
      action,
      messagesKeyArn,
      `SES publishes to an encrypted topic (${docs}/ses/latest/dg/configure-sns-notifications.html)`,
    ),
  ]),
  ...onlyForUs('cloudwatch.amazonaws.com', 'sns:Publish', world.topicArn('alarms'), 'alarms tell'),
  ...onlyForUs('ses.amazonaws.com', 'sns:Publish', world.topicArn('mail-events'), 'SES tells what became of mails'),
  ...['front-door', 'services'].flatMap((prefix) => [
    putLog(account, prefix, 'load balancers log'),
    { ...putLog('999999999999', prefix, 'load balancers of another account'), outcome: 'denied' as const },
  ]),
  ...onlyForUs('logging.s3.amazonaws.com', 's3:PutObject', `${world.bucketArn('access-logs')}/s3/x`, 'the bucket logs'),
  ...['records', 'access-logs'].flatMap((bucket) => [
    allowed(administrator, 's3:GetObject', `${world.bucketArn(bucket)}/x`, 'reads over TLS', { context: tls }),
    denied(administrator, 's3:GetObject', `${world.bucketArn(bucket)}/x`, 'reads by plain HTTP', {
      context: { 'aws:SecureTransport': 'false' },
    }),
  ]),
  allowed({ anyone: true }, 'execute-api:Invoke', `${world.apiArn}/live/POST/api/auth/login`, 'nginx signs people in', {
    context: { 'aws:SourceVpce': world.signInEndpointId },
    through: 'execute-api',
  }),
  ...[{ anyone: true } as const, administrator].map((principal) =>
    denied(principal, 'execute-api:Invoke', `${world.apiArn}/live/POST/api/auth/login`, 'by another way', {
      context: { 'aws:SourceVpce': 'vpce-other' },
    }),
  ),
  ...['s3-logic', 's3-presentation'].map((through) =>
    allowed({ anyone: true }, 's3:GetObject', `arn:aws:s3:::prod-${region}-starport-layer-bucket/x`, 'pulls an image', {
      through,
    }),
  ),
  denied(administrator, 's3:GetObject', `${world.bucketArn('records')}/x`, 'presentation reads records', {
    context: { ...tls, 'aws:PrincipalAccount': account },
    through: 's3-presentation',
  }),
  allowed(by('create-user'), 'dynamodb:GetItem', arns.table(context, 'users'), 'pods reach the tables', {
    context: { 'aws:PrincipalAccount': account },
    through: 'dynamodb',
  }),
  denied(administrator, 'dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-1:999999999999:table/x', 'data taken elsewhere', {
    context: { 'aws:PrincipalAccount': account },
    through: 'dynamodb',
  }),
];
