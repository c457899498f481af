import {
  describing,
  factorSecrets,
  joinNetwork,
  launching,
  machineSecrets,
  onOwnMachines,
  writeRecords,
} from './machines.ts';
import { companySecrets } from './companies.ts';
import { sealAudit, signAudit } from './audit.ts';
import { sendNotices } from './notices.ts';
import {
  arns,
  onTable,
  ofEveryFunction,
  publishTo,
  readingStream,
  sendTo,
  throughDataKey,
  throughMessagesKey,
  traces,
  type Statement,
} from './statement.ts';

/** Keys of the counters of hours and days, and of numbers that go up and down. */
export const counterKeys = ['day#*', 'hour#*', 'gauge#*'] as const;
/** Those of how long each step of a blueprint takes. */
export const learntKeys = ['learnt#*'] as const;
/** Those of what the machines of each person cost in a month. */
const spendKeys = ['spend#*'] as const;

/** Whoever has something counted adds an event; only `count-statistics` reads and removes them, and touches counters. */
export const haveCounted = (what: string): Statement =>
  onTable('statistics-events', ['PutItem'], `has ${what} counted`);

const authenticate: readonly Statement[] = [
  onTable(
    'credentials',
    ['GetItem', 'PutItem', 'UpdateItem'],
    'reads the password hash for an e-mail, uses up one-time passwords, takes the e-mail of whom a company brings',
  ),
  onTable(
    'users',
    ['GetItem', 'PutItem', 'UpdateItem'],
    'reads the status, writes lastSignInAt, makes the account of whom a company brings and gives what groups give',
  ),
  onTable('quotas', ['GetItem', 'PutItem', 'UpdateItem'], 'gives as many machines as groups give'),
  onTable('identities', ['GetItem', 'PutItem'], 'knows whose account somebody at a company has'),
  onTable(
    'sessions',
    ['GetItem', 'PutItem', 'DeleteItem', 'Query'],
    'creates the session, ends the browser’s earlier one and the oldest of too many',
    { indexes: ['by-user'] },
  ),
  onTable('devices', ['GetItem', 'PutItem', 'Query'], 'knows a browser again, and remembers it'),
  onTable('sign-in-attempts', ['UpdateItem', 'DeleteItem'], 'counts failures and forgets them after a success'),
  onTable('factors', ['GetItem', 'UpdateItem'], 'checks second factors, and uses codes up'),
  onTable('proof-tickets', ['PutItem', 'UpdateItem', 'DeleteItem'], 'begins and completes sign-ins of two steps'),
  onTable(
    'settings',
    ['GetItem', 'ConditionCheckItem'],
    'knows the companies, and of whom passwords and second factors are asked, also while rights change',
  ),
  companySecrets(['GetSecretValue'], 'shows a company who it is'),
  ...factorSecrets(['Decrypt'], 'reads the secret of an authenticator app'),
  haveCounted('sign-ins'),
  onTable('audit', ['PutItem'], 'appends to the audit log'),
  throughDataKey(['dynamodb']),
  sendTo('authenticate-dead-letters', 'calls that nobody waits for, of which there are none, would be kept'),
  throughMessagesKey(),
  joinNetwork,
  ...ofEveryFunction('authenticate'),
];

const notifyAdmin: readonly Statement[] = [
  publishTo('admin-logins', 'tells administrators who signed in'),
  sendTo('notify-admin-dead-letters', 'what could not be told after all retries is kept'),
  throughMessagesKey(),
  joinNetwork,
  ...ofEveryFunction('notify-admin'),
];

const analyseProvisioning: readonly Statement[] = [
  {
    sid: 'ReadRecords',
    actions: ['s3:GetObject'],
    resources: (context) => [`${arns.recordsBucket(context)}/*`],
    reason: 'reads the record that it was called for',
  },
  onTable('statistics', ['PutItem'], 'marks each record, so that it is counted once', { leadingKeys: ['record#*'] }),
  haveCounted('launches'),
  throughDataKey(['dynamodb', 's3']),
  sendTo('analyse-provisioning-dead-letters', 'records that could not be counted are kept'),
  throughMessagesKey(),
  joinNetwork,
  ...ofEveryFunction('analyse-provisioning'),
];

const countStatistics: readonly Statement[] = [
  onTable('statistics-events', ['BatchGetItem', 'Scan', 'DeleteItem'], 'removes what it has counted'),
  readingStream('statistics-events'),
  onTable('users', ['BatchGetItem'], 'knows in which group somebody is whose machines cost something'),
  onTable('statistics', ['UpdateItem'], 'adds up', { leadingKeys: [...counterKeys, ...spendKeys, ...learntKeys] }),
  throughDataKey(['dynamodb']),
  sendTo('count-statistics-dead-letters', 'runs that failed, and places of the stream that were given up, are kept'),
  throughMessagesKey(),
  joinNetwork,
  ...ofEveryFunction('count-statistics'),
];

const reconcileInstances: readonly Statement[] = [
  onTable(
    'instances',
    ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'],
    'finishes, follows and fails machines',
    {
      indexes: ['by-attention', 'by-kind'],
    },
  ),
  onTable('users', ['GetItem', 'Query'], 'stops the machines of people whose accounts are disabled', {
    indexes: ['by-stop-order'],
  }),
  onTable('settings', ['GetItem'], 'knows the rules for machines and the budgets', {
    leadingKeys: ['machine-rules', 'budgets'],
  }),
  onTable(
    'quotas',
    ['GetItem', 'BatchGetItem', 'UpdateItem'],
    'gives the quota back when a machine is gone, and keeps the ledger of what machines cost',
  ),
  haveCounted('what became of machines'),
  onTable('audit', ['PutItem'], 'appends to the audit log'),
  ...launching,
  onOwnMachines(
    'stops expired machines, limits their credits, finishes what a service began, and says what a silent one shows',
  ),
  describing(['DescribeInstances'], 'compares what EC2 runs with what the table says'),
  ...machineSecrets(['Decrypt'], 'reads the token of a machine whose launch it finishes'),
  writeRecords,
  publishTo('admin-provisioning', 'tells administrators of machines whose launch it finished'),
  throughDataKey(['dynamodb', 's3']),
  sendTo('reconcile-instances-dead-letters', 'runs that failed are kept'),
  throughMessagesKey(),
  joinNetwork,
  ...ofEveryFunction('reconcile-instances'),
];

const loginWorkflow: readonly Statement[] = [
  {
    sid: 'InvokeSteps',
    actions: ['lambda:InvokeFunction'],
    resources: (context) => [arns.function(context, 'authenticate'), arns.function(context, 'notify-admin')],
    reason: 'its two steps',
  },
  {
    sid: 'LogDelivery',
    actions: [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ],
    resources: () => ['*'],
    reason: 'Express workflows log through a delivery that they set up themselves',
    wildcardReason: 'log deliveries and the resource policy belong to no log group that could be named',
  },
  { ...traces, actions: [...traces.actions, 'xray:GetSamplingRules', 'xray:GetSamplingTargets'] },
];

const loginApi: readonly Statement[] = [
  {
    sid: 'StartLogin',
    actions: ['states:StartSyncExecution'],
    resources: (context) => [arns.stateMachine(context, 'login')],
    reason: 'the one workflow behind POST /api/auth/login',
  },
];

const schedule: readonly Statement[] = [
  {
    sid: 'InvokeByClock',
    actions: ['lambda:InvokeFunction'],
    resources: (context) =>
      ['reconcile-instances', 'count-statistics', 'seal-audit', 'sign-audit', 'send-notices'].map((name) =>
        arns.function(context, name),
      ),
    reason: 'runs them every minute, every five, and every hour',
  },
];

/** The statements of phase 1 and of the scheduled and triggered functions. */
export const functionParts = {
  authenticate,
  'notify-admin': notifyAdmin,
  'analyse-provisioning': analyseProvisioning,
  'count-statistics': countStatistics,
  'reconcile-instances': reconcileInstances,
  'seal-audit': sealAudit,
  'sign-audit': signAudit,
  'send-notices': sendNotices,
  'login-workflow': loginWorkflow,
  'login-api': loginApi,
  schedule,
} as const;
