import type { ServiceName } from '@cloudapp/contracts/service';
import { counterKeys, haveCounted, learntKeys } from './functions.ts';
import {
  describing,
  factorSecrets,
  launching,
  machineSecrets,
  onOwnMachines,
  readBaseImages,
  writeRecords,
} from './machines.ts';
import { companySecrets, throughSecretsKey } from './companies.ts';
import { readAuditKey, readRoots, readSeals } from './audit.ts';
import {
  demandedFactors,
  onTable,
  publishTo,
  throughDataKey,
  throughMessagesKey,
  type Statement,
} from './statement.ts';

/** Every service looks up the session of each request and notes that it was seen. */
const sessions = onTable(
  'sessions',
  ['GetItem', 'BatchGetItem', 'UpdateItem'],
  'looks up the session of each request, with its user, and notes lastSeenAt',
);
const sessionUser = onTable(
  'users',
  ['GetItem', 'BatchGetItem'],
  'checks that the user of a session is active and what role it has',
);

const accessTokens = onTable(
  'access-tokens',
  ['BatchGetItem', 'UpdateItem'],
  'looks up the token that a program brings, with its user, and notes when it was used',
);

const createUser: readonly Statement[] = [
  onTable(
    'users',
    ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem', 'Query'],
    'owns the users',
    { indexes: ['by-kind', 'by-name', 'by-email'] },
  ),
  onTable(
    'credentials',
    ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    'sets and checks passwords',
  ),
  onTable(
    'quotas',
    ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    'sets limits; a user with machines cannot be deleted',
  ),
  onTable(
    'sessions',
    ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'],
    'lists and ends sessions, and renews their tokens',
    {
      indexes: ['by-user'],
    },
  ),
  onTable(
    'access-tokens',
    ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'],
    'makes, lists, looks up and ends tokens for programs',
  ),
  onTable('sign-in-attempts', ['UpdateItem', 'DeleteItem'], 'throttles guesses of the current password and of codes'),
  onTable(
    'factors',
    ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    'makes, lists, checks and removes second factors',
  ),
  onTable('proof-tickets', ['PutItem', 'UpdateItem', 'DeleteItem'], 'begins and completes proofs'),
  onTable('identities', ['Query', 'DeleteItem'], 'forgets whom a company knew, with their account', {
    indexes: ['by-user'],
  }),
  companySecrets(
    ['CreateSecret', 'GetSecretValue', 'DeleteSecret'],
    'keeps, tries and removes what shows a company who CloudApp is',
  ),
  throughSecretsKey,
  onTable(
    'settings',
    ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    'says what signing in asks of people and with which companies, and keeps the token and the rules of the directory',
  ),
  onTable(
    'directory',
    ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'BatchWriteItem'],
    'keeps people and groups of the directory',
    { indexes: ['by-member'] },
  ),
  ...factorSecrets(['Encrypt', 'Decrypt'], 'keeps the secrets of authenticator apps, and seals those of webhooks'),
  onTable(
    'token-requests',
    ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    'programs that ask for a token, and what people answer',
  ),
  onTable('notices', ['BatchGetItem'], 'says which addresses get no e-mails', { leadingKeys: ['address#*'] }),
  onTable('notices', ['GetItem', 'Query'], 'shows what webhooks were told', {
    name: 'Webhooks',
    indexes: ['by-webhook'],
    leadingKeys: ['whk_*'],
  }),
  haveCounted('users'),
  onTable('statistics', ['BatchGetItem'], 'says how many users there are', { leadingKeys: ['gauge#*'] }),
  onTable('audit', ['PutItem'], 'appends to the audit log'),
  throughDataKey(['dynamodb']),
];

const provisionInstance: readonly Statement[] = [
  sessions,
  accessTokens,
  demandedFactors,
  onTable('users', ['GetItem', 'BatchGetItem'], 'checks the user of a session, and names the owners of machines'),
  onTable(
    'instances',
    ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'],
    'owns the machines',
    {
      indexes: ['by-owner', 'by-attention', 'by-kind'],
    },
  ),
  onTable('settings', ['GetItem', 'PutItem'], 'keeps the rules for machines and the budgets', {
    name: 'Machines',
    leadingKeys: ['machine-rules', 'budgets'],
  }),
  onTable('quotas', ['GetItem', 'UpdateItem'], 'counts machines against the quota, launches, and what machines cost'),
  onTable(
    'idempotency',
    ['GetItem', 'PutItem', 'UpdateItem'],
    'answers a repeated launch as before, and does what a link in an e-mail is for once',
  ),
  onTable('ssh-keys', ['UpdateItem', 'DeleteItem', 'Query'], 'remembers public keys'),
  onTable('statistics', ['GetItem'], 'knows how long steps take, and that it reaches the tables', {
    leadingKeys: ['gauge#*', ...learntKeys],
  }),
  onTable('statistics', ['BatchGetItem'], 'knows what people spent, to rehearse a budget', {
    name: 'Spend',
    leadingKeys: ['spend#*'],
  }),
  onTable('statistics', ['Query'], 'goes through who had machines, to rehearse rules', {
    name: 'Months',
    indexes: ['by-month'],
    isIndexesOnly: true,
  }),
  haveCounted('what becomes of machines'),
  onTable('audit', ['PutItem'], 'appends to the audit log'),
  ...launching,
  readBaseImages,
  onOwnMachines('what owners do with their machines, and limiting their credits once they are ready'),
  describing(['DescribeInstances'], 'reads the address and state of machines'),
  ...machineSecrets(['Encrypt', 'Decrypt'], 'keeps and reveals what machines generate'),
  writeRecords,
  publishTo('admin-provisioning', 'tells administrators of new machines'),
  throughDataKey(['dynamodb', 's3']),
  throughMessagesKey(),
];

const viewStats: readonly Statement[] = [
  sessions,
  accessTokens,
  sessionUser,
  demandedFactors,
  onTable('statistics', ['BatchGetItem'], 'reads the counters', { leadingKeys: counterKeys }),
  onTable('statistics', ['Query'], 'reads what each person cost in a month', {
    name: 'Months',
    indexes: ['by-month'],
    isIndexesOnly: true,
  }),
  onTable('audit', ['Query'], 'reads the audit log', { indexes: ['by-actor', 'by-subject', 'by-action'] }),
  readSeals,
  ...readRoots,
  readAuditKey,
  throughDataKey(['dynamodb', 's3']),
];

/** The statements of each service. */
export const serviceParts = {
  'create-user': createUser,
  'provision-instance': provisionInstance,
  'view-stats': viewStats,
} satisfies Record<ServiceName, readonly Statement[]>;
