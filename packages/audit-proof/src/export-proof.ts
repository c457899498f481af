import type { KeyObject } from 'node:crypto';
import { DayProver, type DayProof } from './day-proof.ts';
import { exportLineSchema, type ExportHeader, type ExportLine } from './export-line.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf, readPublicKey, UnusableKeyError, type Root } from './root.ts';
import { dayAfter, proveRoot } from './root-proof.ts';

/** What an export was checked for, and what came of it. */
export interface ExportReport {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly exportedAt: string | undefined;
  /** Of the key that signatures were checked with. */
  readonly fingerprint: string;
  readonly days: number;
  /** Days whose root is signed with the key. */
  readonly signedDays: number;
  readonly entries: number;
  /** Entries that signatures vouch for. */
  readonly proven: number;
  /** Entries of days that have no root yet and are not sealed either. */
  readonly unsealed: number;
  /** Entries of the days before the first root: nothing says anything of them. */
  readonly entriesBefore: number;
  readonly findings: readonly Finding[];
}

/**
 * Proves an export with a public key alone, line by line; of the entries of one day it keeps a few hundred bytes each, of all others nothing.
 * @param lines the export's lines, without line ends
 * @param key the public key that roots must be signed with, from a source that whoever could forge the export does not rule
 */
export async function proveExport(
  lines: AsyncIterable<string> | Iterable<string>,
  key: KeyObject,
): Promise<ExportReport> {
  const prover = new ExportProver(key);
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text !== '') prover.take(number, text);
  }
  return prover.finish();
}

const dayMs = 86_400_000;

interface OpenDay {
  readonly day: string;
  readonly root: Root | null;
  readonly isSigned: boolean;
  readonly prover: DayProver;
}

class ExportProver {
  readonly #key: KeyObject;
  readonly #findings: Finding[] = [];
  #header: ExportHeader | undefined;
  #claimedKey: KeyObject | undefined;
  #day: OpenDay | undefined;
  #before: Root | undefined;
  /** Days without a root, of which what follows tells whether they may have none. */
  #unsignedDays: string[] = [];
  #entryLines = 0;
  #statedLines: number | undefined;
  readonly #counts = { days: 0, signedDays: 0, entries: 0, proven: 0, unsealed: 0, entriesBefore: 0 };

  constructor(key: KeyObject) {
    this.#key = key;
  }

  take(number: number, text: string): void {
    const line = parsed(text);
    if (line === undefined) {
      this.#find({ kind: 'unreadable', detail: `line ${number} is no line of an export` });
      return;
    }
    if (line.kind !== 'header' && this.#header === undefined && number === 1) {
      this.#find({ kind: 'unreadable', detail: 'the export does not begin with its header' });
    }
    this.#takeLine(line);
  }

  #takeLine(line: ExportLine): void {
    switch (line.kind) {
      case 'header':
        this.#takeHeader(line);
        break;
      case 'day':
        this.#closeDay();
        this.#takeDay(line.day, line.root);
        break;
      case 'entry':
        this.#entryLines += 1;
        if (this.#day) this.#day.prover.take(line);
        else this.#find({ kind: 'inserted', entry: line.sk, detail: 'it stands before the first day' });
        break;
      case 'end':
        this.#statedLines = line.lines;
    }
  }

  finish(): ExportReport {
    this.#closeDay();
    this.#judgeEnd(this.#header ?? {});
    this.#judgeLength();
    return {
      from: this.#header?.from,
      to: this.#header?.to,
      exportedAt: this.#header?.exportedAt,
      fingerprint: fingerprintOf(this.#key),
      ...this.#counts,
      findings: this.#findings,
    };
  }

  #takeHeader(header: ExportHeader): void {
    if (this.#header) {
      this.#find({ kind: 'inserted', detail: 'there is a second header' });
      return;
    }
    this.#header = header;
    this.#claimedKey = keyIn(header);
    if (header.rootBefore === null) return;
    const { day } = header.rootBefore.statement;
    const { isSigned, findings } = this.#proveRoot(day, header.rootBefore);
    this.#findings.push(...findings);
    if (isSigned) this.#before = header.rootBefore;
  }

  #takeDay(day: string, root: Root | null): void {
    const expected = this.#day ? dayAfter(this.#day.day) : this.#header?.from;
    if (expected !== undefined && day !== expected) {
      const kind = day < expected ? 'reordered' : 'removed';
      this.#find({ kind, day, detail: `the day ${expected} should stand here` });
    }
    const proof = root && this.#proveRoot(day, root);
    if (proof) this.#findings.push(...proof.findings);
    this.#day = { day, root, isSigned: proof?.isSigned ?? false, prover: new DayProver(day) };
    this.#counts.days += 1;
  }

  #proveRoot(day: string, root: Root) {
    const before = this.#before && dayAfter(this.#before.statement.day) === day ? this.#before : undefined;
    return proveRoot(day, root, { key: this.#key, claimedKey: this.#claimedKey, before });
  }

  #closeDay(): void {
    if (this.#day === undefined) return;
    const { day, root, isSigned, prover } = this.#day;
    const proof = prover.finish(isSigned ? root?.statement : undefined);
    this.#count(proof);
    if (root && isSigned) {
      this.#counts.signedDays += 1;
      this.#judgeDaysBefore(root);
      this.#before = root;
    } else {
      this.#counts.unsealed += proof.unsealed;
      if (root === null) this.#unsignedDays.push(day);
    }
  }

  #count({ entries, proven, findings }: DayProof): void {
    this.#counts.entries += entries;
    this.#counts.proven += proven;
    this.#findings.push(...findings);
  }

  /** Days without a root are those before the first root of all, and none else. */
  #judgeDaysBefore({ statement }: Root): void {
    const isFirstOfAll = statement.previous === null;
    if (isFirstOfAll) {
      this.#counts.entriesBefore += this.#counts.unsealed;
      this.#counts.unsealed = 0;
    } else this.#missRoots(this.#unsignedDays);
    this.#unsignedDays = [];
  }

  /** At the end, the last day or two may wait for their root: a day is signed half an hour after it is over. */
  #judgeEnd({ to, exportedAt }: Partial<ExportHeader>): void {
    const firstOpen = exportedAt && new Date(Date.parse(exportedAt) - 2 * dayMs).toISOString().slice(0, 10);
    if (this.#before) this.#missRoots(this.#unsignedDays.filter((day) => firstOpen === undefined || day <= firstOpen));
    if (to !== undefined && this.#day?.day !== to) {
      this.#find({ kind: 'removed', day: to, detail: `the export ends before ${to}, its last day` });
    }
  }

  #judgeLength(): void {
    const [stated, there] = [this.#statedLines, this.#entryLines];
    if (stated === undefined) this.#find({ kind: 'cut-off', detail: 'the export has no end' });
    else if (stated !== there) {
      const detail = `its end tells of ${stated} entries, and it has ${there}`;
      this.#find({ kind: stated > there ? 'removed' : 'inserted', detail });
    }
  }

  #missRoots(days: readonly string[]): void {
    for (const day of days)
      this.#find({ kind: 'missing-root', day, detail: 'the day was never signed, or its root is gone' });
  }

  #find(finding: Finding): void {
    this.#findings.push(finding);
  }
}

function parsed(text: string): ExportLine | undefined {
  try {
    return exportLineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function keyIn({ key }: ExportHeader): KeyObject | undefined {
  try {
    return readPublicKey(key.pem);
  } catch (error) {
    if (error instanceof UnusableKeyError) return undefined;
    throw error;
  }
}
