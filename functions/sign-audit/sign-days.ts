import { rootHash, type Root } from '@cloudapp/audit-proof/root';
import { dayAfter } from '@cloudapp/audit-proof/root-proof';
import { auditDay } from '@cloudapp/data/audit-item';
import { readSealedDay } from '@cloudapp/data/audit-day-reader';
import type { AuditKey } from '@cloudapp/data/audit-key';
import type { AuditRootStore } from '@cloudapp/data/audit-root-store';
import type { AuditSealRepository } from '@cloudapp/data/audit-seal-repository';
import type { Database } from '@cloudapp/data/database';

/** A day is signed half an hour after it is over: what was written in its last second has long been stored and sealed by then. */
const settlingMs = 1_800_000;
/** One run signs so many at the most, since it has minutes; the next goes on. */
const mostDays = 10;

export interface SignDaysParts {
  readonly database: Database;
  readonly seals: Pick<AuditSealRepository, 'close'>;
  readonly roots: Pick<AuditRootStore, 'days' | 'read' | 'create'>;
  readonly key: Pick<AuditKey, 'arn' | 'sign'>;
  readonly now: Date;
}

/** Thrown for a day that has entries without a seal: signed, they would pass for inserted ones. */
export class DayNotSealedError extends Error {
  readonly code = 'day-not-sealed';

  constructor(day: string, count: number) {
    super(`${day} cannot be signed: ${count} of its entries are not sealed`);
    this.name = 'DayNotSealedError';
  }
}

/**
 * Signs every day that is over and has no root, one after another, each root naming the one before. It may be called at any time and as
 * often as one likes; the first root of all is yesterday's.
 * @returns the days that it signed
 * @throws DayNotSealedError
 */
export async function signDays(parts: SignDaysParts): Promise<string[]> {
  const { roots, now } = parts;
  const newest = auditDay(new Date(now.getTime() - settlingMs), 1);
  const lastDay = (await roots.days()).at(-1);
  let before = lastDay === undefined ? undefined : await roots.read(lastDay);
  const signed: string[] = [];
  for (let day = lastDay === undefined ? newest : dayAfter(lastDay); day <= newest; day = dayAfter(day)) {
    if (signed.length === mostDays) break;
    before = await signDay(day, before, parts);
    signed.push(day);
  }
  return signed;
}

async function signDay(day: string, before: Root | undefined, parts: SignDaysParts): Promise<Root> {
  const unsealed = await countUnsealed(parts.database, day);
  if (unsealed > 0) throw new DayNotSealedError(day, unsealed);
  const root = await parts.key.sign({
    format: 'cloudapp-audit-root/1',
    day,
    previous: before === undefined ? null : rootHash(before),
    chains: await parts.seals.close(day),
    signedAt: parts.now.toISOString(),
    keyArn: parts.key.arn,
  });
  if (await parts.roots.create(root)) return root;
  // Another run was faster; what follows names its root.
  const theirs = await parts.roots.read(day);
  if (theirs === undefined) throw new Error(`The root of ${day} is there and is not`);
  return theirs;
}

async function countUnsealed(database: Database, day: string): Promise<number> {
  let count = 0;
  for await (const page of readSealedDay(database, day))
    count += page.filter(({ entry, seal }) => entry && !seal).length;
  return count;
}
