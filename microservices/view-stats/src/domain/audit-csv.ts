import type { Sealed } from '@cloudapp/audit-proof/day-proof';

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
export const csvHead = lineOf(columns);

/** One event as a line (RFC 4180). Where only a seal is left, its place is all that is told. */
export function csvLine({ sk, entry = {}, seal }: Sealed): string {
  const [actor, subject] = [membersOf(entry['actor']), membersOf(entry['subject'])];
  return lineOf([
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

function lineOf(values: readonly unknown[]): string {
  return `${values.map(cellOf).join(',')}\r\n`;
}

/**
 * What begins like a formula would be one to whoever opens the file in a spreadsheet, and names are anybody's.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function cellOf(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
