import type { TablePart } from '@cloudapp/data/tables';

/** What is done to a table. */
export type Action =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem';

const repositories: Readonly<Record<TablePart, string>> = {
  users: 'user-repository',
  credentials: 'credential-repository',
  quotas: 'quota-repository',
  sessions: 'session-repository',
  'access-tokens': 'access-token-repository',
  factors: 'factor-repository',
  identities: 'identity-repository',
  'proof-tickets': 'proof-ticket-repository',
  settings: 'settings-table',
  directory: 'directory-repository',
  'token-requests': 'token-request-repository',
  'sign-in-attempts': 'attempt-repository',
  devices: 'device-repository',
  instances: 'instance-repository',
  idempotency: 'idempotency-repository',
  'ssh-keys': 'ssh-key-repository',
  statistics: 'statistics-repository',
  'statistics-events': 'statistics-event-repository',
  audit: 'audit-repository',
  'audit-seals': 'audit-seal-repository',
  notices: 'notice-repository',
};

/** Batches are read in one place, and written in one. */
const batched: Readonly<Partial<Record<Action, string>>> = {
  BatchGetItem: 'batch-read',
  BatchWriteItem: 'batch-write',
};

/** Lists, strays and what a directory is told have files of their own beside that of their table. */
const otherFiles: Readonly<Record<string, string>> = {
  'lists.': 'instance-lists',
  'usage.': 'usage-repository',
  'strays.': 'stray-repository',
  'directorySettings.token(': 'settings-table',
  'directorySettings.': 'directory-setting-repository',
  'directoryChanges.': 'directory-setting-repository',
  'counter.': 'statistics-counter',
  'answers.': 'answer-repository',
  'spend.': 'spend-repository',
  'past.': 'past-instances',
  'deliveries.': 'delivery-repository',
  'addresses.': 'mail-address-repository',
  'sealer.sealDay(': 'audit-day-reader',
  'readSealedDay(': 'audit-day-reader',
};

/** Where the code is that makes a request to a table. */
export function fileOf(table: TablePart, action: Action, expressions: string): string {
  const [, other] = Object.entries(otherFiles).find(([start]) => expressions.startsWith(start)) ?? [];
  return `packages/data/src/${batched[action] ?? other ?? repositories[table]}.ts`;
}
