import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { chainNames, chainStart, sealSchema, type ChainHead, type Seal } from '@cloudapp/audit-proof/seal';
import * as z from 'zod';
import { readBatches } from './batch-read.ts';
import { auditRetentionDays } from './audit-item.ts';
import type { Database } from './database.ts';
import { defineItem } from './stored-item.ts';
import { plainSteps, step, transact, type TransactItem } from './transaction.ts';

/** A seal, where its entry's is in its own day. */
export interface StoredSeal {
  readonly sk: string;
  readonly seal: Seal;
}

/** How far a chain goes, and whether it may go on. */
export interface StoredHead extends ChainHead {
  /** Closed for good, since its day is about to be signed. */
  readonly isClosed: boolean;
}

const headItem = defineItem({
  table: 'audit-seals',
  schema: z.object({
    sk: z.string(),
    position: z.int().min(0),
    hash: z.string(),
    isClosed: z.boolean().optional(),
  }),
});

const sealItem = defineItem({ table: 'audit-seals', schema: sealSchema.extend({ sk: z.string() }) });

/** The heads of a day stand together, apart from seals, so that who closes days may touch them and no seal. */
export const headsOf = (day: string): string => `head#${day}`;

/**
 * The seals of the audit log, beside it: nobody who writes entries can write these.
 * | chain | sk | what |
 * |---|---|---|
 * | `2026-11-24#07` | the key of the entry | its seal; that there is one for each key at most is what seals an entry once |
 * | `head#2026-11-24` | `2026-11-24#07` | the last position and hash of that chain, and whether it is closed |
 */
export class AuditSealRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The heads of a day's chains, by chain; those that were not begun are where they begin. */
  async heads(day: string): Promise<Map<string, StoredHead>> {
    const { Items = [] } = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'chain = :heads',
        ExpressionAttributeValues: { ':heads': headsOf(day) },
        ConsistentRead: true,
      }),
    );
    const stored = new Map(
      Items.map(headItem.parse).map(({ sk, isClosed = false, ...head }) => [sk, { ...head, isClosed }]),
    );
    return new Map(chainNames(day).map((chain) => [chain, stored.get(chain) ?? beginning(chain)]));
  }

  /** Which of a chain's entries are sealed, by their keys. */
  async sealed(chain: string, sks: readonly string[]): Promise<ReadonlySet<string>> {
    const keys = sks.map((sk) => ({ chain, sk }));
    const items = await readBatches(this.#database, 'audit-seals', keys, { ConsistentRead: true });
    return new Set(items.map(({ sk }) => String(sk)));
  }

  /**
   * Writes the next seals of a chain, all or none.
   * @param before the head that the first of them follows
   * @returns false where somebody else was faster: the chain has gone on, was closed, or an entry was sealed
   */
  async add(chain: string, before: StoredHead, seals: readonly StoredSeal[]): Promise<boolean> {
    const last = seals.at(-1)?.seal;
    if (last === undefined) return true;
    const puts = seals.map(({ sk, seal }) => ({
      Put: {
        TableName: this.#table,
        Item: { ...sealItem.mark, ...seal, sk, ttl: ttlOf(chain) },
        ConditionExpression: 'attribute_not_exists(sk)',
      },
    }));
    const steps = [this.#advance(chain, before, last), ...puts].map((item) => step(item, 'overtaken'));
    return (await transact(this.#database, steps, () => false)) ?? true;
  }

  /** Closes the chains of a day for good, all at once, and tells how far they go. Closed again, they are as they were. */
  async close(day: string): Promise<ChainHead[]> {
    const updates = chainNames(day).map((chain) => ({
      Update: {
        TableName: this.#table,
        Key: { chain: headsOf(day), sk: chain },
        UpdateExpression:
          'SET isClosed = :closed, #position = if_not_exists(#position, :none), #hash = if_not_exists(#hash, :start), schemaVersion = :version, #ttl = :ttl',
        ExpressionAttributeNames: { '#position': 'position', '#hash': 'hash', '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':closed': true,
          ':none': 0,
          ':start': chainStart(chain),
          ':version': headItem.mark.schemaVersion,
          ':ttl': ttlOf(chain),
        },
      },
    }));
    await transact(this.#database, plainSteps(...updates), () => undefined);
    return [...(await this.heads(day)).values()].map(({ position, hash }) => ({ position, hash }));
  }

  /** A page of a chain's seals in the order of their entries; what cannot be read of them is left out, and is missed by whoever proves the chain. */
  async page(chain: string, after: string | undefined, limit: number): Promise<{ seals: StoredSeal[]; next?: string }> {
    const { Items = [], LastEvaluatedKey } = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'chain = :chain',
        ExpressionAttributeValues: { ':chain': chain },
        Limit: limit,
        ExclusiveStartKey: after === undefined ? undefined : { chain, sk: after },
      }),
    );
    const next = LastEvaluatedKey?.['sk'] as string | undefined;
    return { seals: Items.flatMap(readable), ...(next !== undefined && { next }) };
  }

  #advance(chain: string, before: StoredHead, { position, hash }: Seal): TransactItem {
    const isBegun = before.position > 0;
    return {
      Update: {
        TableName: this.#table,
        Key: { chain: headsOf(chain.slice(0, 10)), sk: chain },
        ConditionExpression: isBegun
          ? '#position = :before AND #hash = :hashBefore AND attribute_not_exists(isClosed)'
          : 'attribute_not_exists(sk)',
        UpdateExpression: 'SET #position = :position, #hash = :hash, schemaVersion = :version, #ttl = :ttl',
        ExpressionAttributeNames: { '#position': 'position', '#hash': 'hash', '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':position': position,
          ':hash': hash,
          ':version': headItem.mark.schemaVersion,
          ':ttl': ttlOf(chain),
          ...(isBegun && { ':before': before.position, ':hashBefore': before.hash }),
        },
      },
    };
  }

  get #table(): string {
    return this.#database.table('audit-seals');
  }
}

const beginning = (chain: string): StoredHead => ({ position: 0, hash: chainStart(chain), isClosed: false });

function readable(item: Record<string, unknown>): StoredSeal[] {
  const { success, data } = sealSchema.extend({ sk: z.string() }).safeParse(item);
  if (!success) return [];
  const { sk, ...seal } = data;
  return [{ sk, seal }];
}

/** Seals go when the last entry of their day has gone. */
function ttlOf(chain: string): number {
  return Date.parse(`${chain.slice(0, 10)}T00:00:00Z`) / 1000 + (auditRetentionDays + 1) * 86_400;
}
