import { createUser } from '@cloudapp/contracts/user';
import type { NewUser } from '@cloudapp/contracts/user';
import { ProblemError } from '@cloudapp/service-kit/problem-error';
import { CsvError, parse } from 'csv-parse/sync';

/** One line of a file, with a user in it or what is wrong. */
export interface CsvRow {
  readonly line: number;
  readonly email: string;
  readonly name: string;
  readonly user?: NewUser;
  readonly error?: string;
}

export const maxImportRows = 200;
const columns = ['email', 'name', 'role', 'quota'] as const;
type Column = (typeof columns)[number];
const required: readonly Column[] = ['email', 'name'];
const longestShown = 254;

interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads users from CSV whose first line names its columns, as spreadsheets of any language write it: commas, semicolons or
 * tabs, with or without a byte order mark.
 * @throws ProblemError invalid-request for a file that cannot be read at all
 */
export function readUserCsv(csv: string): CsvRow[] {
  const [header, ...records] = parseRecords(csv);
  const order = readHeader(header?.record ?? []);
  if (records.length === 0) throw invalidCsv('has no line below its first');
  if (records.length > maxImportRows) throw invalidCsv(`has more than ${maxImportRows} lines`);
  const seen = new Map<string, number>();
  return records.map(({ record, info }) => readRow(record, order, info.lines, seen));
}

function parseRecords(csv: string): CsvRecord[] {
  try {
    // `info` makes the parser answer pairs, which its types leave open.
    return parse(csv, {
      bom: true,
      delimiter: delimiterOf(csv),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalidCsv(`cannot be read from line ${Number(error['lines'])} on; check its quotes`, error);
  }
}

/** The separator that the first line uses; in the others it may stand for itself. */
function delimiterOf(csv: string): string {
  const [first = ''] = csv.trimStart().split(/[\r\n]/, 1);
  return [';', '\t'].find((separator) => first.includes(separator)) ?? ',';
}

function readHeader(header: readonly string[]): readonly (Column | undefined)[] {
  const order = header.map((title) => columns.find((column) => column === title.toLowerCase().replace('-', '')));
  const isClear = required.every((column) => order.includes(column)) && new Set(order).size === order.length;
  if (!isClear || order.includes(undefined)) {
    throw invalidCsv(
      `must begin with a line that names its columns: ${columns.join(',')} (role and quota may be absent)`,
    );
  }
  return order;
}

function readRow(
  record: readonly string[],
  order: readonly (Column | undefined)[],
  line: number,
  seen: Map<string, number>,
): CsvRow {
  const cell = (column: Column) => record[order.indexOf(column)] ?? '';
  const shown = { line, email: cell('email').slice(0, longestShown), name: cell('name').slice(0, longestShown) };
  if (record.length > order.length) return { ...shown, error: 'has more cells than the first line' };
  const result = createUser.body.safeParse({
    email: cell('email'),
    name: cell('name'),
    ...(cell('role') !== '' && { role: cell('role').toLowerCase() }),
    ...(cell('quota') !== '' && { quota: Number(cell('quota')) }),
  });
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return { ...shown, error: [...new Set(faults)].join('; ') };
  }
  const user = result.data;
  const earlier = seen.get(user.email);
  if (earlier !== undefined) return { ...shown, error: `has the e-mail of line ${earlier}` };
  seen.set(user.email, line);
  return { ...shown, email: user.email, name: user.name, user };
}

function invalidCsv(detail: string, cause?: unknown): ProblemError {
  return new ProblemError('invalid-request', { errors: [{ pointer: '/csv', detail }] }, cause);
}
