import type { TablePart } from '@cloudapp/data/tables';
import type { Part } from '../../stacks/permissions/permissions.ts';
import { arns } from '../../stacks/permissions/statement.ts';
import { by, denied, type Call } from './call.ts';
import type { Action } from './table-files.ts';
import { world } from './world.ts';

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
  ['provision-instance', 'BatchGetItem', 'day#2026-11-24'],
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

/** What no part may do with what is another's. */
export const callsToOthersItems: readonly Call[] = [
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
