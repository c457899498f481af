/** A key attribute; every key in CloudApp is a string. */
interface KeySchema {
  readonly partitionKey: string;
  readonly sortKey?: string;
}

interface IndexDefinition extends KeySchema {
  /** Attributes copied into the index besides the keys; `all` where lists are answered from the index. */
  readonly projection: 'all' | 'keys';
}

/** One DynamoDB table: what the stacks create, what the repositories use, what tests make for themselves. */
export interface TableDefinition extends KeySchema {
  readonly indexes?: Readonly<Record<string, IndexDefinition>>;
  /** The attribute with the epoch second after which DynamoDB may remove an item. */
  readonly timeToLive?: string;
  /** What its stream tells of each write: the keys of the item. @default it has no stream */
  readonly stream?: 'keys';
}

/** Every table of the data tier, by its part name. */
export const tables = {
  users: {
    partitionKey: 'userId',
    indexes: { 'by-kind': { partitionKey: 'kind', sortKey: 'sortKey', projection: 'all' } },
  },
  credentials: { partitionKey: 'email' },
  quotas: { partitionKey: 'userId' },
  sessions: {
    partitionKey: 'tokenHash',
    indexes: { 'by-user': { partitionKey: 'userId', sortKey: 'createdAt', projection: 'all' } },
    timeToLive: 'ttl',
  },
  'sign-in-attempts': { partitionKey: 'key', timeToLive: 'ttl' },
  devices: { partitionKey: 'tokenHash', sortKey: 'userId', timeToLive: 'ttl' },
  instances: {
    partitionKey: 'instanceId',
    sortKey: 'sk',
    indexes: {
      'by-owner': { partitionKey: 'ownerId', sortKey: 'createdAt', projection: 'all' },
      'by-attention': { partitionKey: 'attention', sortKey: 'dueAt', projection: 'keys' },
      'by-all': { partitionKey: 'kind', sortKey: 'createdAt', projection: 'all' },
    },
  },
  idempotency: { partitionKey: 'key', timeToLive: 'ttl' },
  'ssh-keys': { partitionKey: 'userId', sortKey: 'keyId' },
  statistics: { partitionKey: 'pk', timeToLive: 'ttl' },
  'statistics-events': { partitionKey: 'eventId', stream: 'keys' },
  audit: {
    partitionKey: 'day',
    sortKey: 'sk',
    indexes: {
      'by-actor': { partitionKey: 'actorId', sortKey: 'sk', projection: 'all' },
      'by-subject': { partitionKey: 'subjectId', sortKey: 'sk', projection: 'all' },
      'by-action': { partitionKey: 'action', sortKey: 'sk', projection: 'all' },
    },
    timeToLive: 'ttl',
  },
} as const satisfies Record<string, TableDefinition>;

export type TablePart = keyof typeof tables;

/** The physical name of a table in an environment whose resources share `prefix`. */
export function tableName(prefix: string, part: TablePart): string {
  return `${prefix}-${part}`;
}
