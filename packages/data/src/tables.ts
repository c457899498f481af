/** A key attribute; every key in CloudApp is a string. */
interface KeySchema {
  readonly partitionKey: string;
  readonly sortKey?: string;
}

export interface IndexDefinition extends KeySchema {
  /**
   * Attributes copied into the index besides the keys: all of them where lists are answered from the index, none, or some. A write
   * that changes none of these costs the index nothing.
   */
  readonly projection: 'all' | 'keys' | readonly string[];
}

/** One DynamoDB table: what the stacks create, what the repositories use, what tests make for themselves. */
export interface TableDefinition extends KeySchema {
  readonly indexes?: Readonly<Record<string, IndexDefinition>>;
  /** The attribute with the epoch second after which DynamoDB may remove an item. */
  readonly timeToLive?: string;
  /** What its stream tells of each write: the keys of the item, or the item as it was written. @default it has no stream */
  readonly stream?: 'keys' | 'items';
}

const listedOfUsers: readonly string[] = ['email', 'name', 'role', 'status', 'mustChangePassword'];

/** Every table of the data tier, by its part name. */
export const tables = {
  users: {
    partitionKey: 'userId',
    indexes: {
      'by-kind': { partitionKey: 'kind', sortKey: 'sortKey', projection: 'all' },
      // In other orders, with what lists are narrowed down by and nothing that a sign-in changes (ADR 31).
      'by-name': { partitionKey: 'kind', sortKey: 'nameKey', projection: listedOfUsers },
      'by-email': {
        partitionKey: 'kind',
        sortKey: 'email',
        projection: listedOfUsers.filter((name) => name !== 'email'),
      },
      // Disabled accounts whose machines are to stop, and no others.
      'by-stop-order': { partitionKey: 'stopOrder', sortKey: 'userId', projection: ['disabling'] },
    },
  },
  credentials: { partitionKey: 'email' },
  quotas: { partitionKey: 'userId' },
  sessions: {
    partitionKey: 'tokenHash',
    indexes: { 'by-user': { partitionKey: 'userId', sortKey: 'createdAt', projection: 'all' } },
    timeToLive: 'ttl',
  },
  'access-tokens': { partitionKey: 'userId', sortKey: 'tokenId', timeToLive: 'ttl' },
  identities: {
    partitionKey: 'identity',
    indexes: { 'by-user': { partitionKey: 'userId', sortKey: 'identity', projection: 'keys' } },
  },
  factors: { partitionKey: 'userId', sortKey: 'factorId' },
  'proof-tickets': { partitionKey: 'ticketHash', timeToLive: 'ttl' },
  settings: { partitionKey: 'name' },
  directory: {
    partitionKey: 'pk',
    sortKey: 'sk',
    // The groups of somebody; members alone have this attribute.
    indexes: { 'by-member': { partitionKey: 'memberId', sortKey: 'pk', projection: 'keys' } },
  },
  'token-requests': { partitionKey: 'userCode', timeToLive: 'ttl' },
  'sign-in-attempts': { partitionKey: 'key', timeToLive: 'ttl' },
  devices: { partitionKey: 'tokenHash', sortKey: 'userId', timeToLive: 'ttl' },
  instances: {
    partitionKey: 'instanceId',
    sortKey: 'sk',
    indexes: {
      'by-owner': { partitionKey: 'ownerId', sortKey: 'createdAt', projection: 'all' },
      'by-attention': { partitionKey: 'attention', sortKey: 'dueAt', projection: 'keys' },
      // What lists are narrowed down by and what is held against EC2, and nothing that changes while a machine only runs (ADR 26).
      'by-kind': {
        partitionKey: 'kind',
        sortKey: 'createdAt',
        projection: [
          'state',
          'name',
          'owner',
          'blueprint',
          'address',
          'privateAddress',
          'ec2InstanceId',
          'expectedPower',
        ],
      },
    },
  },
  idempotency: { partitionKey: 'key', timeToLive: 'ttl' },
  'ssh-keys': { partitionKey: 'userId', sortKey: 'keyId' },
  statistics: {
    partitionKey: 'pk',
    // What each person's machines cost in a month; no other items have this attribute (ADR 45).
    indexes: { 'by-month': { partitionKey: 'month', sortKey: 'pk', projection: 'all' } },
    timeToLive: 'ttl',
  },
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
    stream: 'items',
  },
  notices: {
    partitionKey: 'noticeId',
    indexes: {
      // Those that are to be sent, and no others.
      'by-due': { partitionKey: 'queue', sortKey: 'dueAt', projection: 'keys' },
      // What webhooks were told; mails do not have this attribute.
      'by-webhook': { partitionKey: 'webhookId', sortKey: 'addedAt', projection: 'all' },
    },
    timeToLive: 'ttl',
  },
  'audit-seals': { partitionKey: 'chain', sortKey: 'sk', timeToLive: 'ttl' },
} as const satisfies Record<string, TableDefinition>;

export type TablePart = keyof typeof tables;

/** An index's projection in DynamoDB's own words. */
export function projectionOf({ projection }: IndexDefinition): {
  readonly type: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly attributes?: string[];
} {
  if (projection === 'all') return { type: 'ALL' };
  if (projection === 'keys') return { type: 'KEYS_ONLY' };
  return { type: 'INCLUDE', attributes: [...projection] };
}

/** What a table's stream tells, in DynamoDB's own words. */
export function streamViewOf(stream: NonNullable<TableDefinition['stream']>): 'KEYS_ONLY' | 'NEW_IMAGE' {
  return stream === 'keys' ? 'KEYS_ONLY' : 'NEW_IMAGE';
}

/** The physical name of a table in an environment whose resources share `prefix`. */
export function tableName(prefix: string, part: TablePart): string {
  return `${prefix}-${part}`;
}
