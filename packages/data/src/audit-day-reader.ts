import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { chainNames, type Entry } from '@cloudapp/audit-proof/seal';
import type { Sealed } from '@cloudapp/audit-proof/day-proof';
import { AuditSealRepository, type StoredSeal } from './audit-seal-repository.ts';
import type { Database } from './database.ts';

const entriesAtOnce = 500;
const sealsAtOnce = 200;

/**
 * What is stored of one UTC day of the audit log, in the order of its keys: entries with their seals, entries without, and seals whose
 * entries are gone. It holds one page of entries and one of each chain's seals, however long the day was.
 * @param day such as `2026-11-24`
 */
export async function* readSealedDay(database: Database, day: string): AsyncGenerator<readonly Sealed[]> {
  const chains = chainNames(day).map((chain) => new ChainReader(database, chain));
  for await (const entries of entriesOf(database, day)) {
    const last = entries.at(-1)?.sk;
    if (last === undefined) continue;
    const seals = await sealsUntil(chains, last);
    yield merged(entries, seals);
  }
  for (let rest = await sealsUntil(chains, undefined); rest.length > 0; rest = await sealsUntil(chains, undefined)) {
    yield merged([], rest);
  }
}

type KeyedEntry = Entry & { readonly sk: string };

async function* entriesOf(database: Database, day: string): AsyncGenerator<KeyedEntry[]> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await database.client.send(
      new QueryCommand({
        TableName: database.table('audit'),
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': day },
        Limit: entriesAtOnce,
        ExclusiveStartKey: start,
      }),
    );
    yield (page.Items ?? []) as KeyedEntry[];
    start = page.LastEvaluatedKey;
  } while (start);
}

/** @param sk the last key; undefined takes a page of each chain */
async function sealsUntil(chains: readonly ChainReader[], sk: string | undefined): Promise<StoredSeal[]> {
  return (await Promise.all(chains.map((chain) => chain.until(sk)))).flat();
}

function merged(entries: readonly KeyedEntry[], seals: readonly StoredSeal[]): Sealed[] {
  const sealed = new Map<string, Sealed>(seals.map(({ sk, seal }) => [sk, { sk, seal }]));
  for (const entry of entries) sealed.set(entry.sk, { sk: entry.sk, entry, seal: sealed.get(entry.sk)?.seal });
  return [...sealed.values()].sort((a, b) => (a.sk < b.sk ? -1 : 1));
}

/** Reads one chain's seals page by page, as far as they are asked for. */
class ChainReader {
  readonly #seals: AuditSealRepository;
  readonly #chain: string;
  #buffer: StoredSeal[] = [];
  #next: string | undefined;
  #isRead = false;

  constructor(database: Database, chain: string) {
    this.#seals = new AuditSealRepository(database);
    this.#chain = chain;
  }

  async until(sk: string | undefined): Promise<StoredSeal[]> {
    while (
      !this.#isRead &&
      (this.#buffer.length === 0 || (sk !== undefined && (this.#buffer.at(-1)?.sk ?? '') <= sk))
    ) {
      const { seals, next } = await this.#seals.page(this.#chain, this.#next, sealsAtOnce);
      this.#buffer.push(...seals);
      this.#next = next;
      this.#isRead = next === undefined;
    }
    const taken = sk === undefined ? this.#buffer : this.#buffer.filter((seal) => seal.sk <= sk);
    this.#buffer = this.#buffer.slice(taken.length);
    return taken;
  }
}
