import type { Sealed } from '@cloudapp/audit-proof/day-proof';
import { csvLineOf } from './csv.ts';

const columns = [
  'id',
  'at',
  'action',
  'actor id',
  'actor name',
  'subject kind',
  'subject id',
  'subject name',
  'address',
  'detail',
  'chain',
  'position',
  'hash',
] as const;

/** The first line. */
export const csvHead = csvLineOf(columns);

/** One event as a line (RFC 4180). Where only a seal is left, its place is all that is told. */
export function csvLine({ sk, entry = {}, seal }: Sealed): string {
  const [actor, subject] = [membersOf(entry['actor']), membersOf(entry['subject'])];
  return csvLineOf([
    entry['id'] ?? sk,
    entry['at'],
    entry['action'] ?? '(gone)',
    actor['id'],
    actor['name'],
    subject['kind'],
    subject['id'],
    subject['name'],
    entry['address'],
    entry['detail'],
    seal?.chain,
    seal?.position,
    seal?.hash,
  ]);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
