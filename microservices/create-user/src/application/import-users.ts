import type { ImportedRow, NewUser, importUsers as contract } from '@cloudapp/contracts/user';
import { AccountConflictError } from '@cloudapp/accounts/domain/account-conflict';
import type { Actor } from '@cloudapp/accounts/domain/audit-entry';
import { readUserCsv, type CsvRow } from '../domain/user-csv.ts';
import type * as z from 'zod';
import type { Parts } from './parts.ts';
import { UserError } from './user-error.ts';
import { createUser } from './users.ts';

/** Users made side by side: hashing takes one processor, so more than a few only wait for each other. */
const parallel = 4;
const taken = 'a user with this e-mail exists';

interface Import {
  readonly rows: ImportedRow[];
  readonly valid: number;
  readonly invalid: number;
}

/**
 * Creates the users of a CSV file or of an earlier preview, or only says what would become of each line. A line that fails never
 * hides the one-time passwords of the others: they are shown this once.
 */
export async function importUsers(
  parts: Parts,
  request: z.output<(typeof contract)['body']>,
  actor: Actor,
  onError: (error: unknown) => void,
): Promise<Import> {
  const lines = 'people' in request ? request.people.map(toRow) : rowsOf(request.csv);
  const rows: ImportedRow[] = [];
  const handle = 'people' in request || !request.preview ? createRow : previewRow;
  for (let start = 0; start < lines.length; start += parallel) {
    const batch = lines.slice(start, start + parallel);
    rows.push(...(await Promise.all(batch.map((line) => handle(parts, line, actor, onError)))));
  }
  const invalid = rows.filter((row) => row.error !== undefined).length;
  return { rows, valid: rows.length - invalid, invalid };
}

function toRow(user: NewUser, index: number): CsvRow {
  return { line: index + 1, email: user.email, name: user.name, user };
}

function rowsOf(csv: string): readonly CsvRow[] {
  const file = readUserCsv(csv);
  if (!file.isReadable) throw new UserError({ code: 'csv-unreadable', fault: file.fault });
  return file.rows;
}

async function previewRow(parts: Parts, row: CsvRow): Promise<ImportedRow> {
  const isTaken = row.user !== undefined && (await parts.credentials.get(row.user.email)) !== undefined;
  const person = row.user && !isTaken && { person: row.user };
  return { ...toImported(row, isTaken ? taken : undefined), ...person };
}

async function createRow(
  parts: Parts,
  row: CsvRow,
  actor: Actor,
  onError: (error: unknown) => void,
): Promise<ImportedRow> {
  if (row.user === undefined) return toImported(row);
  try {
    return { ...toImported(row), ...(await createUser(parts, row.user, actor)) };
  } catch (error) {
    if (error instanceof AccountConflictError && error.code === 'email-taken') return toImported(row, taken);
    onError(error);
    return toImported(row, 'could not be created; import this line again');
  }
}

function toImported({ line, email, name, error }: CsvRow, fault = error): ImportedRow {
  return { line, email, name, error: fault };
}
