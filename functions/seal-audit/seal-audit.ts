import { auditDay } from '@cloudapp/data/audit-item';
import type { AuditSealer, SealResult } from '@cloudapp/data/audit-sealer';
import type { AuditSealRepository } from '@cloudapp/data/audit-seal-repository';
import { insertedItems, isWithoutRecords } from '@cloudapp/data/stream-records';
import * as z from 'zod';

const keySchema = z.looseObject({ day: z.iso.date(), sk: z.string().min(1) });

/** Days before today that the clock's runs go back at most, to the last one that was signed. */
const mostOpenDays = 14;

export interface SealAuditParts {
  readonly sealer: Pick<AuditSealer, 'seal' | 'sealDay'>;
  readonly seals: Pick<AuditSealRepository, 'heads'>;
  readonly log: { error(details: object, message: string): void };
  readonly now: Date;
}

/** Thrown at the end of a run by the clock, so that somebody looks. */
export class UnsealedEntriesError extends Error {
  readonly code = 'unsealed-entries';

  constructor(count: number) {
    super(`${count} entries of the audit log cannot be sealed`);
    this.name = 'UnsealedEntriesError';
  }
}

/**
 * Seals the entries that the stream tells of; called by the clock, without any, whatever is not sealed of the days that are not signed yet.
 * What cannot be sealed keeps nothing else waiting: the stream goes on, and the clock's runs complain.
 * @throws UnsealedEntriesError
 * @throws ChainBusyError
 */
export async function sealAudit(event: unknown, parts: SealAuditParts): Promise<SealResult> {
  const isByClock = isWithoutRecords(event);
  const result = isByClock ? await sealOpenDays(parts) : await sealTold(event, parts);
  for (const sk of result.late) parts.log.error({ sk }, 'an entry came after its day was closed');
  for (const sk of result.unsealable) parts.log.error({ sk }, 'an entry cannot be sealed');
  if (isByClock && result.unsealable.length > 0) throw new UnsealedEntriesError(result.unsealable.length);
  return result;
}

async function sealTold(event: unknown, { sealer, log }: SealAuditParts): Promise<SealResult> {
  const entries = insertedItems(event, keySchema, (keys) => {
    log.error({ keys }, 'a record of the stream has no entry');
  });
  return await sealer.seal(entries);
}

async function sealOpenDays({ sealer, seals, now }: SealAuditParts): Promise<SealResult> {
  const results = await Promise.all((await openDays(seals, now)).map((day) => sealer.sealDay(day)));
  return {
    sealed: results.reduce((sum, { sealed }) => sum + sealed, 0),
    known: results.reduce((sum, { known }) => sum + known, 0),
    late: results.flatMap(({ late }) => late),
    unsealable: results.flatMap(({ unsealable }) => unsealable),
  };
}

/** Today, and all days since the last that was closed; where none was, sealing has just begun, and yesterday is the first day of it. */
async function openDays(seals: SealAuditParts['seals'], now: Date): Promise<string[]> {
  const days = [auditDay(now)];
  for (let before = 1; before <= mostOpenDays; before++) {
    const day = auditDay(now, before);
    const heads = await seals.heads(day);
    if ([...heads.values()].some(({ isClosed }) => isClosed)) return days;
    days.push(day);
  }
  return days.slice(0, 2);
}
