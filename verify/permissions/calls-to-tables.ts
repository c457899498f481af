import { serviceNames } from '@cloudapp/contracts/service';
import type { TablePart } from '@cloudapp/data/tables';
import type { Part } from '../../stacks/permissions/permissions.ts';
import { arns } from '../../stacks/permissions/statement.ts';
import { by, denied, type Call } from './call.ts';
import { fileOf, type Action } from './table-files.ts';
import { world } from './world.ts';

/** Table, action, the expressions in the part's code that lead to it, and what narrows it down. */
type Row = readonly [
  table: TablePart,
  action: Action,
  expressions: string,
  narrowed?: { readonly index?: string; readonly keys?: readonly string[] },
];

const period = ['hour#2026-11-24T05', 'day#2026-11-24'];

/** What the code does that every service shares. */
const sessionOfRequest: readonly Row[] = [
  ['sessions', 'GetItem', 'sessions.authenticate( sessions.get('],
  ['sessions', 'UpdateItem', 'sessions.authenticate( sessions.touch('],
  ['users', 'GetItem', 'sessions.authenticate( users.get('],
  ['sessions', 'BatchGetItem', 'sessions.authenticate( sessions.getWithUser('],
  ['users', 'BatchGetItem', 'sessions.authenticate( sessions.getWithUser('],
  ['settings', 'GetItem', 'sessions.authenticate( demand.dueOf( settings.signIn(', { keys: ['sign-in'] }],
  ['access-tokens', 'BatchGetItem', 'tokens.authenticate( accessTokens.getWithUser('],
  ['access-tokens', 'UpdateItem', 'tokens.authenticate( accessTokens.touch('],
];

const lookingAfterMachines: readonly Row[] = [
  ['instances', 'GetItem', 'instances.get('],
  ['instances', 'PutItem', 'instances.replaceItem('],
  ['instances', 'UpdateItem', 'instances.claim('],
  ['instances', 'DeleteItem', 'instances.deleteIntentItem('],
  ['instances', 'Query', 'instances.listDue(', { index: 'by-attention' }],
  ['users', 'GetItem', 'owners.get('],
  ['settings', 'GetItem', 'settings.machineRules(', { keys: ['machine-rules'] }],
  ['settings', 'GetItem', 'settings.budgets(', { keys: ['budgets'] }],
  ['quotas', 'GetItem', 'quotas.get('],
  ['quotas', 'UpdateItem', 'quotas.releaseItem('],
  ['quotas', 'UpdateItem', 'quotas.postItem('],
  ['quotas', 'UpdateItem', 'quotas.budgetToldItem('],
  ['statistics-events', 'PutItem', 'statisticsEvents.items('],
  ['audit', 'PutItem', 'audit.append('],
];

/** Every request to a table that a part's own code makes. */
const ownRows: Readonly<Partial<Record<Part, readonly Row[]>>> = {
  authenticate: [
    ['credentials', 'GetItem', 'credentials.get('],
    ['credentials', 'UpdateItem', 'credentials.use('],
    ['credentials', 'PutItem', 'accounts.create( credentials.putItem('],
    ['users', 'GetItem', 'users.get('],
    ['users', 'PutItem', 'accounts.create( users.putItem('],
    ['quotas', 'GetItem', 'quotas.get('],
    ['quotas', 'PutItem', 'accounts.create( quotas.putItem('],
    ['quotas', 'UpdateItem', 'accounts.update( quotas.limitItem('],
    ['identities', 'GetItem', 'identities.get('],
    ['identities', 'PutItem', 'accounts.create( identities.putItem('],
    ['users', 'UpdateItem', 'accounts.signIn( users.signedInItem('],
    ['sessions', 'GetItem', 'sessions.get('],
    ['sessions', 'PutItem', 'accounts.signIn( sessions.putItem('],
    ['sessions', 'Query', 'sessions.listOf(', { index: 'by-user' }],
    ['sessions', 'DeleteItem', 'accounts.endSession( sessions.deleteItem('],
    ['devices', 'GetItem', 'devices.isKnown('],
    ['devices', 'Query', 'devices.isIssued('],
    ['devices', 'PutItem', 'devices.remember('],
    ['sign-in-attempts', 'UpdateItem', 'attempts.begin('],
    ['sign-in-attempts', 'DeleteItem', 'attempts.reset('],
    ['factors', 'GetItem', 'factors.get('],
    ['factors', 'UpdateItem', 'factors.useCode('],
    ['factors', 'UpdateItem', 'factors.usePasskey('],
    ['factors', 'UpdateItem', 'factors.useRecoveryCode('],
    ['proof-tickets', 'PutItem', 'tickets.begin( tickets.add('],
    ['proof-tickets', 'UpdateItem', 'tickets.try('],
    ['proof-tickets', 'DeleteItem', 'tickets.use('],
    ['settings', 'GetItem', 'settings.signIn('],
    ['settings', 'ConditionCheckItem', 'accounts.update( settings.unchangedSignInItem('],
    ['settings', 'GetItem', 'settings.identityProviders('],
    ['statistics-events', 'PutItem', 'statisticsEvents.append('],
    ['audit', 'PutItem', 'audit.append('],
  ],
  'analyse-provisioning': [
    ['statistics', 'PutItem', 'statistics.onceItem(', { keys: ['record#mch_1'] }],
    ['statistics-events', 'PutItem', 'statisticsEvents.items('],
  ],
  'count-statistics': [
    ['statistics-events', 'Scan', 'counter.countAll('],
    ['statistics-events', 'BatchGetItem', 'counter.count('],
    ['statistics-events', 'DeleteItem', 'counter.count('],
    [
      'statistics',
      'UpdateItem',
      'counter.count(',
      { keys: [...period, 'spend#2026-11#usr_1', 'gauge#3', 'learnt#postgresql#1'] },
    ],
  ],
  'reconcile-instances': [
    ...lookingAfterMachines,
    ['instances', 'Query', 'sweep.run( instances.placed(', { index: 'by-kind' }],
    ['instances', 'BatchGetItem', 'review.work( instances.getReadable('],
    ['quotas', 'BatchGetItem', 'review.work( watch.spentOf( quotas.getMany('],
    ['instances', 'Query', 'strays.list('],
    ['instances', 'DeleteItem', 'strays.forget('],
    ['users', 'Query', 'owners.listStopOrders(', { index: 'by-stop-order' }],
  ],
  'seal-audit': [
    ['audit', 'Query', 'sealer.sealDay( readSealedDay('],
    ['audit-seals', 'Query', 'seals.heads('],
    ['audit-seals', 'BatchGetItem', 'sealer.seal( this.#seals.sealed('],
    ['audit-seals', 'PutItem', 'sealer.seal( this.#seals.add('],
    ['audit-seals', 'UpdateItem', 'sealer.seal( this.#seals.add(', { keys: ['head#2026-11-24'] }],
  ],
  'sign-audit': [
    ['audit', 'Query', 'readSealedDay('],
    ['audit-seals', 'Query', 'readSealedDay('],
    ['audit-seals', 'UpdateItem', 'parts.seals.close(', { keys: ['head#2026-11-24'] }],
  ],
  'send-notices': [
    ['audit', 'Query', 'audit.listDay('],
    ['notices', 'PutItem', 'notices.add('],
    ['notices', 'Query', 'notices.due(', { index: 'by-due' }],
    ['notices', 'UpdateItem', 'notices.claim('],
    ['notices', 'UpdateItem', 'notices.postpone('],
    ['notices', 'UpdateItem', 'notices.end('],
    ['notices', 'GetItem', 'notices.lookedThrough('],
    ['notices', 'PutItem', 'notices.setLookedThrough('],
    ['notices', 'PutItem', 'addresses.shun('],
    ['notices', 'BatchGetItem', 'addresses.shunned('],
    ['users', 'GetItem', 'users.get('],
    ['instances', 'GetItem', 'instances.get('],
    ['idempotency', 'PutItem', 'answers.add(', { keys: ['answer#0'] }],
    ['settings', 'GetItem', 'settings.webhooks(', { keys: ['webhooks'] }],
    ['notices', 'PutItem', 'deliveries.add('],
    ['notices', 'Query', 'deliveries.waiting(', { index: 'by-due' }],
    ['notices', 'UpdateItem', 'deliveries.claim('],
    ['notices', 'UpdateItem', 'deliveries.postpone('],
    ['notices', 'UpdateItem', 'deliveries.end('],
    ['notices', 'UpdateItem', 'deliveries.wishAgain('],
  ],
  'create-user': [
    ['users', 'Query', 'users.list(', { index: 'by-kind' }],
    ['users', 'Query', 'users.list(', { index: 'by-name' }],
    ['users', 'Query', 'users.list(', { index: 'by-email' }],
    ['users', 'Query', 'users.count(', { index: 'by-email' }],
    ['statistics', 'BatchGetItem', 'statistics.gauges(', { keys: ['gauge#0'] }],
    ['notices', 'BatchGetItem', 'mailAddresses.shunned(', { keys: ['address#ada@example.org'] }],
    ['notices', 'Query', 'deliveries.latest(', { index: 'by-webhook', keys: ['whk_1'] }],
    ['notices', 'GetItem', 'deliveries.get(', { keys: ['whk_1_evt_1_test'] }],
    ['settings', 'GetItem', 'settings.webhooks('],
    ['settings', 'PutItem', 'changeWebhooks( settings.webhooksItem('],
    ['users', 'PutItem', 'accounts.create( users.putItem('],
    ['users', 'UpdateItem', 'accounts.update( users.updateItem('],
    ['users', 'UpdateItem', 'users.setTimeZone('],
    ['users', 'DeleteItem', 'accounts.delete( users.deleteItem('],
    ['credentials', 'GetItem', 'credentials.get('],
    ['credentials', 'BatchGetItem', 'credentials.taken('],
    ['credentials', 'PutItem', 'accounts.create( credentials.putItem('],
    ['credentials', 'UpdateItem', 'accounts.setPassword( credentials.updateItem('],
    ['credentials', 'DeleteItem', 'accounts.delete( credentials.deleteItem('],
    ['quotas', 'GetItem', 'quotas.get('],
    ['quotas', 'BatchGetItem', 'quotas.getMany('],
    ['quotas', 'PutItem', 'accounts.create( quotas.putItem('],
    ['quotas', 'UpdateItem', 'accounts.update( quotas.limitItem('],
    ['quotas', 'DeleteItem', 'accounts.delete( quotas.deleteItem('],
    ['identities', 'Query', 'accounts.delete( identities.listOf(', { index: 'by-user' }],
    ['identities', 'DeleteItem', 'accounts.delete( identities.forgetItem('],
    ['sessions', 'Query', 'sessions.listOf(', { index: 'by-user' }],
    ['sessions', 'PutItem', 'accounts.renewProof( sessions.putItem('],
    ['sessions', 'DeleteItem', 'accounts.endSession( sessions.deleteItem('],
    ['access-tokens', 'Query', 'tokens.listOf('],
    ['access-tokens', 'PutItem', 'accounts.addAccessToken( accessTokens.putItem('],
    ['access-tokens', 'DeleteItem', 'accounts.endAccessToken( accessTokens.deleteItem('],
    ['access-tokens', 'DeleteItem', 'accounts.delete( accessTokens.forgetItem('],
    ['factors', 'GetItem', 'factors.get('],
    ['factors', 'Query', 'factors.listOf('],
    ['factors', 'PutItem', 'factors.prepare('],
    ['factors', 'PutItem', 'factorChanges.addPasskey( factors.putItem('],
    ['factors', 'PutItem', 'factorChanges.replaceRecoveryCodes( factors.replaceItem('],
    ['factors', 'UpdateItem', 'factorChanges.confirmAuthenticator( factors.confirmItem('],
    ['factors', 'UpdateItem', 'factorCheck.prove( factors.useCode('],
    ['factors', 'DeleteItem', 'factorChanges.remove( factors.deleteItem('],
    ['factors', 'DeleteItem', 'factorChanges.reset( factors.forgetItem('],
    ['factors', 'DeleteItem', 'accounts.delete( factors.forgetItem('],
    ['proof-tickets', 'PutItem', 'tickets.begin( tickets.add('],
    ['proof-tickets', 'UpdateItem', 'tickets.try('],
    ['proof-tickets', 'DeleteItem', 'tickets.use('],
    ['settings', 'GetItem', 'settings.signIn('],
    ['settings', 'PutItem', 'settings.signInItem('],
    ['settings', 'ConditionCheckItem', 'accounts.update( settings.unchangedSignInItem('],
    ['users', 'ConditionCheckItem', 'setPasswordPolicy( users.unchangedItem('],
    ['settings', 'GetItem', 'directorySettings.token('],
    ['settings', 'UpdateItem', 'directorySettings.setPending('],
    ['settings', 'UpdateItem', 'directoryChanges.setRules( directorySettings.rulesItem('],
    ['settings', 'DeleteItem', 'directoryChanges.endToken( directorySettings.endTokenItem('],
    ['directory', 'GetItem', 'directory.person('],
    ['directory', 'Query', 'directory.people('],
    ['directory', 'Query', 'directory.forgetMember(', { index: 'by-member' }],
    ['directory', 'BatchGetItem', 'directory.peopleAmong('],
    ['directory', 'BatchWriteItem', 'directory.changeMembers('],
    ['directory', 'PutItem', 'directory.personItem('],
    ['directory', 'DeleteItem', 'directory.leaveItem('],
    ['access-tokens', 'PutItem', 'requestChanges.collect( accessTokens.putItem('],
    ['token-requests', 'GetItem', 'tokenRequests.get('],
    ['token-requests', 'PutItem', 'tokenRequests.put('],
    ['token-requests', 'UpdateItem', 'requestChanges.answer( tokenRequests.answerItem('],
    ['token-requests', 'DeleteItem', 'requestChanges.collect( tokenRequests.deleteItem('],
    ['sign-in-attempts', 'UpdateItem', 'attempts.begin('],
    ['sign-in-attempts', 'DeleteItem', 'attempts.reset('],
    ['statistics-events', 'PutItem', 'accounts.create( statisticsEvents.items('],
    ['audit', 'PutItem', 'audit.step('],
  ],
  'provision-instance': [
    ...lookingAfterMachines,
    ['instances', 'Query', 'instances.listActivity('],
    ['instances', 'UpdateItem', 'usage.add('],
    ['instances', 'Query', 'usage.ofDay('],
    ['instances', 'Query', 'lists.list(', { index: 'by-owner' }],
    ['instances', 'Query', 'lists.list(', { index: 'by-kind' }],
    ['instances', 'BatchGetItem', 'lists.list( instances.getMany('],
    ['users', 'BatchGetItem', 'lists.list( users.getMany('],
    ['settings', 'PutItem', 'settings.machineRulesItem(', { keys: ['machine-rules'] }],
    ['settings', 'PutItem', 'settings.budgetsItem(', { keys: ['budgets'] }],
    ['quotas', 'UpdateItem', 'quotas.launchItem('],
    ['idempotency', 'GetItem', 'earlierAnswer( repository.get('],
    ['idempotency', 'PutItem', 'idempotency.item('],
    ['idempotency', 'GetItem', 'answers.get('],
    ['idempotency', 'UpdateItem', 'answers.useStep('],
    ['idempotency', 'UpdateItem', 'answers.refusedStep('],
    ['ssh-keys', 'UpdateItem', 'sshKeys.useItem('],
    ['ssh-keys', 'UpdateItem', 'sshKeys.noteSaved('],
    ['ssh-keys', 'Query', 'sshKeys.list('],
    ['ssh-keys', 'DeleteItem', 'sshKeys.delete('],
    ['statistics', 'GetItem', 'statistics.readOne(', { keys: ['learnt#postgresql#1'] }],
  ],
  'view-stats': [
    ['statistics', 'BatchGetItem', 'statistics.read(', { keys: period }],
    ['statistics', 'BatchGetItem', 'statistics.gauges(', { keys: ['gauge#0', 'gauge#7'] }],
    ['statistics', 'Query', 'spend.ofMonth(', { index: 'by-month' }],
    ['users', 'BatchGetItem', 'users.getMany('],
    ['audit', 'Query', 'audit.listDay('],
    ['audit', 'Query', 'readSealedDay('],
    ['audit-seals', 'Query', 'readSealedDay('],
    ['audit', 'Query', 'audit.listOf(', { index: 'by-actor' }],
    ['audit', 'Query', 'audit.listOf(', { index: 'by-subject' }],
    ['audit', 'Query', 'audit.listOf(', { index: 'by-action' }],
  ],
};

const rows: readonly (readonly [Part, readonly Row[]])[] = [
  ...serviceNames.map((service) => [service, sessionOfRequest] as const),
  ...Object.entries(ownRows).map(([part, list]) => [part as Part, list] as const),
];

const needed: readonly Call[] = rows.flatMap(([part, list]) =>
  list.map(([table, action, expressions, { index, keys } = {}]): Call => {
    const { context } = world;
    const tableArn = arns.table(context, table);
    return {
      principal: by(part),
      action: `dynamodb:${action}`,
      resource: index === undefined ? tableArn : `${tableArn}/index/${index}`,
      context: keys === undefined ? {} : { 'dynamodb:LeadingKeys': keys },
      outcome: 'allowed',
      why: `${part}: ${expressions}`,
      code: {
        part,
        expressions: expressions.split(' '),
        file: fileOf(table, action, expressions),
      },
    };
  }),
);

/** Items of the statistics that a part must leave alone, by what it does with others. */
const foreignKeys: readonly (readonly [Part, Action, string])[] = [
  ['authenticate', 'UpdateItem', 'day#2026-11-24'],
  ['analyse-provisioning', 'UpdateItem', 'gauge#0'],
  ['analyse-provisioning', 'PutItem', 'day#2026-11-24'],
  ['count-statistics', 'UpdateItem', 'record#mch_1'],
  ['reconcile-instances', 'UpdateItem', 'day#2026-11-24'],
  ['create-user', 'UpdateItem', 'gauge#0'],
  ['create-user', 'BatchGetItem', 'day#2026-11-24'],
  ['provision-instance', 'UpdateItem', 'learnt#postgresql#1'],
  ['provision-instance', 'GetItem', 'day#2026-11-24'],
  ['view-stats', 'BatchGetItem', 'record#mch_1'],
];

/** Settings that are not what every service knows of them. */
const foreignSettings: readonly (readonly [Part, string])[] = [
  ['provision-instance', 'directory-token'],
  ['reconcile-instances', 'sign-in'],
  ['view-stats', 'identity-providers'],
  ['send-notices', 'sign-in'],
];

/** Tables of other parts, for those that launch machines: their boundary stands whatever their policies say. */
const foreignTables: readonly (readonly [Part, TablePart])[] = [
  ['provision-instance', 'credentials'],
  ['reconcile-instances', 'credentials'],
  ['view-stats', 'instances'],
  ['send-notices', 'credentials'],
  ['provision-instance', 'notices'],
];

export const callsToTables: readonly Call[] = [
  ...needed,
  ...foreignKeys.map(([part, action, key]) =>
    denied(by(part), `dynamodb:${action}`, arns.table(world.context, 'statistics'), `${part}: items of others`, {
      context: { 'dynamodb:LeadingKeys': [key] },
    }),
  ),
  ...foreignSettings.map(([part, name]) =>
    denied(by(part), 'dynamodb:GetItem', arns.table(world.context, 'settings'), `${part}: settings of others`, {
      context: { 'dynamodb:LeadingKeys': [name] },
    }),
  ),
  ...foreignTables.map(([part, table]) =>
    denied(by(part), 'dynamodb:GetItem', arns.table(world.context, table), `${part}: a table of others`),
  ),
];
