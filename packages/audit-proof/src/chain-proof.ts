import type { Finding } from './finding.ts';
import { chainStart, holds, type ChainHead, type Seal } from './seal.ts';

/** A seal with what is known of its entry. */
export interface Link {
  readonly seal: Seal;
  /** The key of the entry. */
  readonly sk: string;
  /** The hash of the entry that stands there now; undefined for none. */
  readonly content: string | undefined;
}

export interface ChainProof {
  readonly findings: Finding[];
  /** Entries that the signed head vouches for, over an unbroken line of hashes. */
  readonly proven: number;
}

/** What one walk from the end of a chain to its beginning comes to. */
interface Walk {
  /** The link at each position that fits those behind it. */
  readonly fitting: Map<number, Link>;
  /** The positions whose hash is known from behind and that nothing fits. */
  readonly broken: Map<string, number>;
  readonly proven: number;
  /** Whether the first seal starts where its chain does. */
  readonly beginsRight: boolean;
}

/**
 * Proves the links of one chain, whatever order they come in.
 * @param head the signed end of the chain; without one nothing is proven, and only what contradicts itself is found
 */
export function proveChain(chain: string, links: readonly Link[], head: ChainHead | undefined): ChainProof {
  const byPosition = byPositionOf(links);
  const last = head?.position ?? lastOf(links);
  const walk = walkBack(chain, byPosition, last, head?.hash);
  const findings = [
    ...findingsInPlace(chain, last, byPosition, walk),
    ...findingsBeside(chain, last, byPosition, walk),
  ];
  if (!walk.beginsRight) findings.push(findingAt(chain, 'changed', 1, 'the chain does not begin as chains do'));
  return { findings, proven: walk.proven };
}

type Links = ReadonlyMap<number, readonly Link[]>;

/** What is wrong with the one entry that each position of the chain should have. */
function findingsInPlace(chain: string, last: number, byPosition: Links, { fitting, broken }: Walk): Finding[] {
  const contents = new Set([...fitting.values()].map(({ seal }) => seal.content));
  return Array.from({ length: last }, (_, place) => {
    const position = place + 1;
    const right = fitting.get(position);
    const [first] = byPosition.get(position) ?? [];
    if (right) return faultOfFitting(right, contents);
    if (first) return faultOfBroken(first, broken);
    return findingAt(chain, 'removed', position, 'the chain has an entry here that is gone');
  }).filter((finding) => finding !== undefined);
}

/** What stands beside the entries that the chain has. */
function findingsBeside(chain: string, last: number, byPosition: Links, { fitting }: Walk): Finding[] {
  return [...byPosition].flatMap(([position, candidates]) => {
    const expected = position > last ? undefined : (fitting.get(position) ?? candidates[0]);
    return candidates
      .filter((link) => link !== expected)
      .map(({ sk }) => findingAt(chain, 'inserted', position, 'the chain has no such entry here', sk));
  });
}

function findingAt(chain: string, kind: Finding['kind'], position: number, detail: string, sk?: string): Finding {
  return { kind, day: chain.slice(0, 10), chain, position, ...(sk !== undefined && { entry: sk }), detail };
}

/** No more positions than links and some are gone through: an export may claim any number. */
const mostMissing = 10_000;

function lastOf(links: readonly Link[]): number {
  const last = links.reduce((most, { seal }) => Math.max(most, seal.position), 0);
  return Math.min(last, links.length + mostMissing);
}

function byPositionOf(links: readonly Link[]): Map<number, Link[]> {
  const byPosition = new Map<number, Link[]>();
  for (const link of links) {
    const others = byPosition.get(link.seal.position);
    if (others) others.push(link);
    else byPosition.set(link.seal.position, [link]);
  }
  return byPosition;
}

function faultOfFitting({ seal, sk, content }: Link, contents: ReadonlySet<string>): Finding | undefined {
  const { chain, position } = seal;
  if (content === seal.content) return undefined;
  if (content === undefined) return findingAt(chain, 'removed', position, 'its seal is there, the entry is gone', sk);
  return contents.has(content)
    ? findingAt(chain, 'reordered', position, 'this entry belongs to another position', sk)
    : findingAt(chain, 'changed', position, 'the entry is not the one that was sealed', sk);
}

function faultOfBroken({ seal, sk, content }: Link, broken: ReadonlyMap<string, number>): Finding {
  const { chain, position } = seal;
  const rightPlace = broken.get(seal.hash);
  const isElsewhere = rightPlace !== undefined && rightPlace !== position && content === seal.content;
  return isElsewhere
    ? findingAt(chain, 'reordered', position, `this entry belongs to position ${rightPlace}`, sk)
    : findingAt(chain, 'changed', position, 'the entry’s seal does not fit the chain', sk);
}

function walkBack(chain: string, byPosition: Links, last: number, headHash: string | undefined): Walk {
  const fitting = new Map<number, Link>();
  const broken = new Map<string, number>();
  let proven = 0;
  let isProving = headHash !== undefined;
  let expected = headHash;
  for (let position = last; position >= 1; position--) {
    const link = fittingAt(byPosition.get(position) ?? [], expected);
    if (link) {
      fitting.set(position, link);
      if (isProving) proven += 1;
    } else {
      isProving = false;
      if (expected !== undefined) broken.set(expected, position);
    }
    expected = link?.seal.previous;
  }
  return { fitting, broken, proven, beginsRight: expected === undefined || expected === chainStart(chain) };
}

/** One whose entry is as sealed goes before one that has only taken its seal. */
function fittingAt(candidates: readonly Link[], expected: string | undefined): Link | undefined {
  const fitting = candidates.filter(({ seal }) => (expected === undefined || seal.hash === expected) && holds(seal));
  return fitting.find(({ seal, content }) => seal.content === content) ?? fitting[0];
}
