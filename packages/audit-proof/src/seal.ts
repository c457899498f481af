import * as z from 'zod';
import { canonicalJson, sha256 } from './digest.ts';

/** The chains of each day; an entry's is decided by its key, so that those who seal seldom meet and any day has few heads. */
export const chainsOfDay = 16;

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * The place of an entry in its chain. `hash` is the SHA-256 of the canonical JSON of the other four members, and `previous` the hash
 * of the seal before it, or `chainStart` for the first: so each seal vouches for all before it.
 */
export const sealSchema = z.object({
  /** Which chain, such as `2026-11-24#07`. */
  chain: z.string(),
  /** From 1 on, without gaps. */
  position: z.int().min(1),
  previous: hash,
  /** The SHA-256 of the canonical JSON of the entry, all of it, as it is stored. */
  content: hash,
  hash,
});

export type Seal = Readonly<z.output<typeof sealSchema>>;

/** An entry as it is stored: its key is `day`, such as `2026-11-24`, and `sk`, its instant and id. Nothing else of it matters here. */
export type Entry = Readonly<Record<string, unknown>>;

/** How far a chain goes. */
export interface ChainHead {
  /** The position of its last entry; 0 for none. */
  readonly position: number;
  /** The hash of its last seal, or `chainStart`. */
  readonly hash: string;
}

/** The names of a day's chains, in the order in which its root has them. */
export function chainNames(day: string): string[] {
  return Array.from({ length: chainsOfDay }, (_, number) => chainName(day, number));
}

/** The chain of the entry that is stored under a key. */
export function chainOf(day: string, sk: string): string {
  return chainName(day, Number.parseInt(sha256(sk).slice(0, 8), 16) % chainsOfDay);
}

/** What a chain's first seal has for the hash before it: the SHA-256 of the chain's name, so that no chain can pass for another. */
export function chainStart(chain: string): string {
  return sha256(chain);
}

export function contentOf(entry: Entry): string {
  return sha256(canonicalJson(entry));
}

/** The seal of the next entry of a chain. */
export function sealAfter(chain: string, head: ChainHead, entry: Entry): Seal {
  const place = { chain, position: head.position + 1, previous: head.hash, content: contentOf(entry) };
  return { ...place, hash: hashOf(place) };
}

/** Whether a seal's hash is that of what it says. */
export function holds(seal: Seal): boolean {
  return seal.hash === hashOf(seal);
}

function hashOf({ chain, position, previous, content }: Omit<Seal, 'hash'>): string {
  return sha256(canonicalJson({ chain, position, previous, content }));
}

function chainName(day: string, number: number): string {
  return `${day}#${String(number).padStart(2, '0')}`;
}
