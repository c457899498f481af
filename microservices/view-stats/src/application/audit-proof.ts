import type { KeyObject } from 'node:crypto';
import { DayProver, type Sealed } from '@cloudapp/audit-proof/day-proof';
import type { Finding } from '@cloudapp/audit-proof/finding';
import { fingerprintOf, type Root } from '@cloudapp/audit-proof/root';
import { proveRoot } from '@cloudapp/audit-proof/root-proof';
import { mostAuditFindings, type AuditDayProof, type AuditFinding } from '@cloudapp/contracts/audit-proof';
import { auditDay, auditItem } from '@cloudapp/data/audit-item';
import type { AuditKey } from '@cloudapp/data/audit-key';
import { UnreadableRootError, type AuditRootStore } from '@cloudapp/data/audit-root-store';
import { readSealedDay } from '@cloudapp/data/audit-day-reader';
import type { Database } from '@cloudapp/data/database';

export interface AuditProofParts {
  readonly database: Database;
  readonly roots: Pick<AuditRootStore, 'days' | 'read'>;
  readonly key: Pick<AuditKey, 'publicKey'>;
}

/** A day is signed half an hour after its end, by what is called every hour; after so long it should have been. */
const overdueMs = 3 * 3_600_000;

/** What the root of a day says and is worth. */
interface Standing {
  readonly state: AuditDayProof['state'];
  readonly root?: Root;
  readonly findings: readonly Finding[];
}

/** Proves one UTC day of the log from all that is stored of it: a few hundred bytes are held for each of its entries. */
export async function proveDay(day: string, now: Date, parts: AuditProofParts): Promise<AuditDayProof> {
  const key = await parts.key.publicKey();
  const { state, root, findings } = await standingOf(day, now, key, parts.roots);
  const prover = new DayProver(day);
  for await (const page of readSealedDay(parts.database, day)) for (const sealed of page) prover.take(sealed);
  const proof = prover.finish(state === 'signed' ? root?.statement : undefined);
  const all = [...findings, ...proof.findings];
  const told = all.slice(0, mostAuditFindings);
  return {
    day,
    state,
    entries: proof.entries,
    proven: proof.proven,
    unsealed: proof.unsealed,
    ...(root && { signedAt: root.statement.signedAt }),
    findings: await withEvents(day, told, parts.database),
    furtherFindings: all.length - told.length,
    fingerprint: fingerprintOf(key),
  };
}

async function standingOf(day: string, now: Date, key: KeyObject, roots: AuditProofParts['roots']): Promise<Standing> {
  try {
    const root = await roots.read(day);
    if (root === undefined) return await standingWithout(day, now, roots);
    const before = await roots.read(auditDay(new Date(`${day}T00:00:00Z`), 1));
    const { isSigned, findings } = proveRoot(day, root, { key, before });
    return { state: isSigned ? 'signed' : 'unsigned', root, findings };
  } catch (error) {
    if (!(error instanceof UnreadableRootError)) throw error;
    return { state: 'unsigned', findings: [{ kind: 'forged-root', day, detail: error.message }] };
  }
}

async function standingWithout(day: string, now: Date, roots: AuditProofParts['roots']): Promise<Standing> {
  const [first] = await roots.days();
  if (first === undefined || day >= auditDay(new Date(now.getTime() - overdueMs)))
    return { state: 'waiting', findings: [] };
  const isBefore = day < first && (await roots.read(first))?.statement.previous === null;
  if (isBefore) return { state: 'before', findings: [] };
  const detail = 'the day was never signed, or its root is gone';
  return { state: 'unsigned', findings: [{ kind: 'missing-root', day, detail }] };
}

/** What stands where something is wrong, so that people see whom and what it is about. */
async function withEvents(day: string, findings: readonly Finding[], database: Database): Promise<AuditFinding[]> {
  if (findings.every(({ entry }) => entry === undefined)) return findings.map(told);
  const wanted = new Set(findings.map(({ entry }) => entry));
  const found = new Map<string, Sealed>();
  for await (const page of readSealedDay(database, day)) {
    for (const sealed of page) if (wanted.has(sealed.sk)) found.set(sealed.sk, sealed);
  }
  return findings.map((finding) => {
    const { entry } = found.get(finding.entry ?? '') ?? {};
    const event = entry && eventIn(entry);
    return { ...told(finding), ...(event && { event }) };
  });
}

function told({ kind, detail, chain, position, entry }: Finding): AuditFinding {
  return {
    kind,
    detail,
    ...(chain !== undefined && { chain }),
    ...(position !== undefined && { position }),
    ...(entry !== undefined && { entry }),
  };
}

/** Whoever changed it may have made something of it that is no event. */
function eventIn(entry: Readonly<Record<string, unknown>>): AuditFinding['event'] {
  try {
    return auditItem.parse(entry);
  } catch {
    return undefined;
  }
}
