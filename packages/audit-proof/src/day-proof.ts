import { proveChain, type Link } from './chain-proof.ts';
import type { Finding } from './finding.ts';
import type { RootStatement } from './root.ts';
import { chainNames, chainOf, contentOf, type Entry, type Seal } from './seal.ts';

/** An entry with its seal, an entry without, or a seal whose entry is gone. */
export interface Sealed {
  /** The key of the entry within its day: its instant and its id. */
  readonly sk: string;
  readonly entry?: Entry | undefined;
  readonly seal?: Seal | undefined;
}

export interface DayProof {
  readonly entries: number;
  /** Entries of a day without a root that are not sealed yet; in a day with one they are findings. */
  readonly unsealed: number;
  /** Entries that the signature of the day's root vouches for. */
  readonly proven: number;
  readonly findings: readonly Finding[];
}

/** Proves one day: takes what is there in the order of its keys, and says at the end what is wrong. Holds a few hundred bytes for each entry. */
export class DayProver {
  readonly #day: string;
  readonly #links: ReadonlyMap<string, Link[]>;
  readonly #findings: Finding[] = [];
  readonly #unsealed: string[] = [];
  #entries = 0;
  #lastKey = '';

  constructor(day: string) {
    this.#day = day;
    this.#links = new Map(chainNames(day).map((chain) => [chain, []]));
  }

  take({ sk, entry, seal }: Sealed): void {
    if (entry !== undefined) this.#count(sk);
    if (seal === undefined) {
      this.#unsealed.push(sk);
      return;
    }
    const content = entry && contentOf(entry);
    const links = this.#links.get(seal.chain);
    // The entry as it was sealed has the key that decides its chain; one that was changed is found by its content.
    const isMisplaced = content === seal.content && seal.chain !== chainOf(this.#day, sk);
    if (links === undefined || isMisplaced) this.#find('changed', sk, `it claims a place in the chain ${seal.chain}`);
    links?.push({ seal, sk, content });
  }

  /** @param root what was signed of the day, if it was, and its signature has been checked; nothing else proves anything */
  finish(root: RootStatement | undefined): DayProof {
    const proofs = [...this.#links].map(([chain, links], number) => proveChain(chain, links, root?.chains[number]));
    if (root) {
      for (const sk of this.#unsealed) this.#find('inserted', sk, 'it was not there when the day was signed');
    }
    return {
      entries: this.#entries,
      unsealed: root ? 0 : this.#unsealed.length,
      proven: proofs.reduce((sum, { proven }) => sum + proven, 0),
      findings: [...this.#findings, ...proofs.flatMap(({ findings }) => findings)],
    };
  }

  #count(sk: string): void {
    this.#entries += 1;
    if (sk > this.#lastKey) this.#lastKey = sk;
    else this.#find('reordered', sk, 'it stands behind a later entry');
  }

  #find(kind: Finding['kind'], sk: string, detail: string): void {
    this.#findings.push({ kind, day: this.#day, entry: sk, detail });
  }
}
