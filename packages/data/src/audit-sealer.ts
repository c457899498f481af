import { chainOf, sealAfter, type ChainHead, type Entry } from '@cloudapp/audit-proof/seal';
import { AuditSealRepository, type StoredHead, type StoredSeal } from './audit-seal-repository.ts';
import type { Database } from './database.ts';
import { readSealedDay } from './audit-day-reader.ts';

/** An entry with its key. */
export type KeyedEntry = Entry & { readonly day: string; readonly sk: string };

export interface SealResult {
  readonly sealed: number;
  /** Entries that had been sealed already: the stream may tell of one more than once. */
  readonly known: number;
  /** Keys of entries of a day that is closed. They stay unsealed, and whoever proves the log calls them inserted. */
  readonly late: readonly string[];
  /** Keys of entries that hold what JSON cannot. They stay unsealed and keep no other waiting. */
  readonly unsealable: readonly string[];
}

const nothing: SealResult = { sealed: 0, known: 0, late: [], unsealable: [] };

/** TransactWriteItems takes 100 items: the seals and the head. */
const sealsAtOnce = 99;
/** Each time somebody else went on with the chain, who seals as well. */
const mostTries = 20;

/** Thrown when others were faster time after time; what was sealed stays sealed. */
export class ChainBusyError extends Error {
  readonly code = 'chain-busy';

  constructor(chain: string) {
    super(`Others went on with the chain ${chain} each time that it was to be gone on with`);
    this.name = 'ChainBusyError';
  }
}

/**
 * Takes entries of the audit log into their chains, each exactly once, however often it is told of and however many seal at the same time: a
 * transaction moves the head of a chain on and adds the seals, if nobody else has moved it and none of the entries is sealed.
 */
export class AuditSealer {
  readonly #database: Database;
  readonly #seals: AuditSealRepository;

  constructor(database: Database) {
    this.#database = database;
    this.#seals = new AuditSealRepository(database);
  }

  /** @throws ChainBusyError */
  async seal(entries: readonly KeyedEntry[]): Promise<SealResult> {
    const byChain = new Map<string, Map<string, KeyedEntry>>();
    for (const entry of entries) {
      const chain = chainOf(entry.day, entry.sk);
      const others = byChain.get(chain);
      // The first is kept: the stream tells in the order of writing.
      if (others === undefined) byChain.set(chain, new Map([[entry.sk, entry]]));
      else if (!others.has(entry.sk)) others.set(entry.sk, entry);
    }
    const results = await Promise.all(
      [...byChain].map(([chain, ofChain]) => this.#sealChain(chain, [...ofChain.values()])),
    );
    return results.reduce(added, nothing);
  }

  /** Seals whatever of a day is not sealed, as the table has it. */
  async sealDay(day: string): Promise<SealResult> {
    let result = nothing;
    for await (const page of readSealedDay(this.#database, day)) {
      const waiting = page.flatMap(({ sk, entry, seal }) => (entry && !seal ? [{ ...entry, day, sk }] : []));
      if (waiting.length > 0) result = added(result, await this.seal(waiting));
    }
    return result;
  }

  async #sealChain(chain: string, entries: readonly KeyedEntry[]): Promise<SealResult> {
    let sealed = 0;
    let unsealable: string[] = [];
    for (let tries = 0; tries < mostTries; tries++) {
      const head = await this.#head(chain);
      const present = await this.#seals.sealed(
        chain,
        entries.map(({ sk }) => sk),
      );
      const rest = entries.filter(({ sk }) => !present.has(sk)).sort((a, b) => (a.sk < b.sk ? -1 : 1));
      const known = entries.length - rest.length - sealed;
      if (rest.length === 0) return { sealed, known, late: [], unsealable };
      if (head.isClosed) return { sealed, known, late: rest.map(({ sk }) => sk), unsealable };
      const links = linksAfter(chain, head, rest);
      unsealable = links.unsealable;
      if (links.seals.length === 0) return { sealed, known, late: [], unsealable };
      const written = await this.#write(chain, head, links.seals);
      sealed += written;
      // Only standing still counts as a try.
      if (written > 0) tries = -1;
    }
    throw new ChainBusyError(chain);
  }

  /** @returns how many it wrote before somebody else went on with the chain */
  async #write(chain: string, head: StoredHead, seals: readonly StoredSeal[]): Promise<number> {
    let before = head;
    for (let from = 0; from < seals.length; from += sealsAtOnce) {
      const portion = seals.slice(from, from + sealsAtOnce);
      if (!(await this.#seals.add(chain, before, portion))) return from;
      before = { ...before, ...portion.at(-1)?.seal };
    }
    return seals.length;
  }

  async #head(chain: string): Promise<StoredHead> {
    const head = (await this.#seals.heads(chain.slice(0, 10))).get(chain);
    if (head === undefined) throw new Error(`There is no chain ${chain}`);
    return head;
  }
}

function linksAfter(chain: string, head: ChainHead, entries: readonly KeyedEntry[]) {
  const seals: StoredSeal[] = [];
  const unsealable: string[] = [];
  let last = head;
  for (const entry of entries) {
    try {
      const seal = sealAfter(chain, last, entry);
      seals.push({ sk: entry.sk, seal });
      last = seal;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      unsealable.push(entry.sk);
    }
  }
  return { seals, unsealable };
}

function added(sum: SealResult, one: SealResult): SealResult {
  return {
    sealed: sum.sealed + one.sealed,
    known: sum.known + one.known,
    late: [...sum.late, ...one.late],
    unsealable: [...sum.unsealable, ...one.unsealable],
  };
}
