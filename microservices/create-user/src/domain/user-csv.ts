import { isEmail, normalEmail } from '@cloudapp/contracts/email';
import {
  createUser,
  mostImportedLines,
  type ColumnMeaning,
  type ImportedColumn,
  type NewUser,
} from '@cloudapp/contracts/user';
import { CsvError, parse } from 'csv-parse/sync';
import { columnsFault, readColumns } from './csv-columns.ts';

/** One line of a file, with a user in it or what is wrong. */
export interface CsvRow {
  readonly line: number;
  readonly email: string;
  readonly name: string;
  readonly user?: NewUser;
  readonly error?: string;
}

/** The lines of a file, or why it cannot be read at all. */
export type CsvFile =
  | {
      readonly isReadable: true;
      readonly columns: readonly ImportedColumn[];
      /** What must be chosen before there are rows. */
      readonly fault?: string;
      readonly rows: readonly CsvRow[];
    }
  | { readonly isReadable: false; readonly fault: string };

const longestShown = 254;

interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads users from CSV whose first line names its columns (`readColumns`, unless `chosen` says what each holds), as spreadsheets of any language write it: commas, semicolons or
 * tabs, with or without a byte order mark, Excel's line `sep=;` before it, empty columns and lines behind; lines may end each in
 * its own way, and quoted cells may go over several.
 */
export function readUserCsv(csv: string, chosen?: readonly ColumnMeaning[]): CsvFile {
  const parsed = parseRecords(csv.replaceAll(/\r\n?/g, '\n'));
  if (typeof parsed === 'string') return unreadable(parsed);
  const [header, ...records] = parsed;
  const headings = withoutEmptyEnd(header?.record ?? []);
  if (headings.length === 0 || headings.some((heading) => isEmail(normalEmail(heading)))) {
    return unreadable('must begin with a line that names its columns, such as email,name,role,quota');
  }
  if (records.length === 0) return unreadable('has no line below its first');
  if (records.length > mostImportedLines) return unreadable(`has more than ${mostImportedLines} lines`);
  const columns = chosen ? headings.map((heading, index) => toldColumn(heading, chosen[index])) : readColumns(headings);
  const order = columns.map(({ meaning }) => meaning);
  const fault = columnsFault(order);
  if (fault !== undefined) return { isReadable: true, columns, fault, rows: [] };
  const seen = new Map<string, number>();
  return {
    isReadable: true,
    columns,
    rows: records.map((one) => readRow(withoutEmptyEnd(one.record), order, lineOf(one), seen)),
  };
}

function toldColumn(heading: string, meaning: ColumnMeaning = 'none'): ImportedColumn {
  return { heading, meaning, isSure: true };
}

function unreadable(fault: string): CsvFile {
  return { isReadable: false, fault };
}

/** The lines of the file, or what is wrong with it. */
function parseRecords(csv: string): CsvRecord[] | string {
  try {
    // `info` makes the parser answer pairs, which its types leave open.
    const named = /^\uFEFF?sep=([;,\t|])[ \t]*(?=\n)/i.exec(csv);
    return parse(csv, {
      bom: true,
      delimiter: named?.[1] ?? delimiterOf(csv),
      from_line: named ? 2 : 1,
      info: true,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return `cannot be read from line ${Number(error['lines'])} on; check its quotes`;
  }
}

/** The separator that the first line uses; in the others it may stand for itself. */
function delimiterOf(csv: string): string {
  const [first = ''] = csv.trimStart().split('\n', 1);
  return [';', '\t'].find((separator) => first.includes(separator)) ?? ',';
}

/** Cells as far as one of them says something: spreadsheets write empty columns behind. */
function withoutEmptyEnd(record: readonly string[]): readonly string[] {
  return record.slice(0, record.findLastIndex((cell) => cell !== '') + 1);
}

/** Where a record begins; the parser says where it ends, and a quoted cell may go over several lines. */
function lineOf({ record, info }: CsvRecord): number {
  return info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

/** What is no number as people write it, such as 1e1, is none. */
function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

function readRow(
  record: readonly string[],
  order: readonly ColumnMeaning[],
  line: number,
  seen: Map<string, number>,
): CsvRow {
  const cell = (column: ColumnMeaning) => record[order.indexOf(column)] ?? '';
  const name = cell('name') || `${cell('givenName')} ${cell('familyName')}`.trim();
  const shown = { line, email: cell('email').slice(0, longestShown), name: name.slice(0, longestShown) };
  if (record.length > order.length) return { ...shown, error: 'has more cells than the first line' };
  const result = createUser.body.safeParse({
    email: cell('email'),
    name,
    ...(cell('role') !== '' && { role: cell('role').toLowerCase() }),
    ...(cell('quota') !== '' && { quota: wholeNumber(cell('quota')) }),
    ...(cell('group') !== '' && { group: cell('group') }),
    ...(cell('costCentre') !== '' && { costCentre: cell('costCentre') }),
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
