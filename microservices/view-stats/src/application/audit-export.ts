import type { Sealed } from '@cloudapp/audit-proof/day-proof';
import type { ExportLine } from '@cloudapp/audit-proof/export-line';
import { fingerprintOf, type Root } from '@cloudapp/audit-proof/root';
import { dayAfter } from '@cloudapp/audit-proof/root-proof';
import { auditDay, auditRetentionDays } from '@cloudapp/data/audit-item';
import type { AuditKey } from '@cloudapp/data/audit-key';
import { readSealedDay } from '@cloudapp/data/audit-day-reader';
import { UnreadableRootError } from '@cloudapp/data/audit-root-store';
import { csvHead, csvLine } from '../domain/audit-csv.ts';
import type { AuditProofParts } from './audit-proof.ts';

export interface ExportParts extends AuditProofParts {
  readonly key: Pick<AuditKey, 'arn' | 'publicKey'>;
}

export interface ExportDays {
  readonly from: string;
  readonly to: string;
}

/** The days that are asked for, as far as they are kept: of the oldest, entries may go at any moment. */
export function daysKept(
  { from, to }: { readonly [Name in keyof ExportDays]?: string | undefined },
  now: Date,
): ExportDays {
  const [oldest, today] = [auditDay(now, auditRetentionDays - 1), auditDay(now)];
  const within = (day: string) => (day < oldest ? oldest : day > today ? today : day);
  return { from: within(from ?? oldest), to: within(to ?? today) };
}

/** The log as comma-separated values, in the order of time. It holds one page of entries at a time. */
export async function* csvParts({ from, to }: ExportDays, { database }: Pick<ExportParts, 'database'>) {
  yield csvHead;
  for (let day = from; day <= to; day = dayAfter(day)) {
    for await (const page of readSealedDay(database, day)) yield page.map(csvLine).join('');
  }
}

/** The log as JSON Lines, with everything that proves it (`exportLineSchema`). It holds one page of entries at a time. */
export async function* jsonParts(days: ExportDays, now: Date, parts: ExportParts): AsyncGenerator<string> {
  yield lineOf(await headerOf(days, now, parts));
  let lines = 0;
  for (let day = days.from; day <= days.to; day = dayAfter(day)) {
    yield lineOf({ kind: 'day', day, root: await rootOf(day, parts) });
    for await (const page of readSealedDay(parts.database, day)) {
      lines += page.length;
      yield page.map(entryLine).join('');
    }
  }
  yield lineOf({ kind: 'end', lines });
}

async function headerOf(days: ExportDays, now: Date, parts: ExportParts): Promise<ExportLine> {
  const key = await parts.key.publicKey();
  return {
    kind: 'header',
    format: 'cloudapp-audit-export/1',
    ...days,
    exportedAt: now.toISOString(),
    key: {
      arn: parts.key.arn,
      fingerprint: fingerprintOf(key),
      pem: key.export({ type: 'spki', format: 'pem' }).toString(),
    },
    rootBefore: await rootOf(auditDay(new Date(`${days.from}T00:00:00Z`), 1), parts),
  };
}

/** One that cannot be read is none, and is missed by whoever proves the export. */
async function rootOf(day: string, { roots }: ExportParts): Promise<Root | null> {
  try {
    return (await roots.read(day)) ?? null;
  } catch (error) {
    if (error instanceof UnreadableRootError) return null;
    throw error;
  }
}

function entryLine({ sk, entry, seal }: Sealed): string {
  return lineOf({ kind: 'entry', sk, entry, seal });
}

function lineOf(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`;
}
