import type { RouteAnswer } from '@cloudapp/contracts/route';
import type { ColumnMeaning, ImportedRow, NewUser, importUsers as contract } from '@cloudapp/contracts/user';
import { AccountConflictError } from '@cloudapp/accounts/domain/account-conflict';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import { readUserCsv, type CsvFile, type CsvRow } from '../domain/user-csv.ts';
import type * as z from 'zod';
import { aFewAtATime } from './a-few-at-a-time.ts';
import type { Parts, ProvenActor } from './parts.ts';
import { UserError } from './user-error.ts';
import { createUser } from './users.ts';

const taken = 'a user with this e-mail exists';

/** Lines whose users are created by the request that brings the file; hashing their passwords takes some ten seconds. */
const mostCreatedLines = 200;

type Import = RouteAnswer<typeof contract>;

/**
 * Creates the users of a CSV file or of an earlier preview, or only says what would become of each line. A line that fails never
 * hides the one-time passwords of the others: they are shown this once.
 */
export async function importUsers(
  parts: Parts,
  request: z.output<(typeof contract)['body']>,
  actor: ProvenActor,
  onError: (error: unknown) => void,
): Promise<Import> {
  if (!('people' in request) && request.preview) return previewFile(parts, readFile(request));
  const lines = 'people' in request ? peopleOf(request.people) : createdRows(readFile(request));
  // Asked before anybody is made: half an import would be harder to go on with.
  if (lines.some(({ user }) => user?.role === 'admin')) requireFreshProof(actor, actor.now);
  return counted(await aFewAtATime(lines, (line) => createRow(parts, line, actor, onError)));
}

function counted(rows: ImportedRow[]): Import {
  const invalid = rows.filter((row) => row.error !== undefined).length;
  return { rows, valid: rows.length - invalid, invalid };
}

/** As in a file, the first of those with the same e-mail is meant: nobody is hashed a password for who cannot be created. */
function peopleOf(people: readonly NewUser[]): readonly CsvRow[] {
  const lines = new Map<string, number>();
  return people.map((user, index) => {
    const shown = { line: index + 1, email: user.email, name: user.name };
    const earlier = lines.get(user.email);
    if (earlier !== undefined) return { ...shown, error: `has the e-mail of line ${earlier}` };
    lines.set(user.email, shown.line);
    return { ...shown, user };
  });
}

type ReadableFile = Extract<CsvFile, { isReadable: true }>;

function readFile({ csv, columns }: { csv: string; columns?: readonly ColumnMeaning[] | undefined }): ReadableFile {
  const file = readUserCsv(csv, columns);
  if (!file.isReadable) throw new UserError({ code: 'csv-unreadable', fault: file.fault });
  return file;
}

function createdRows({ rows, fault }: ReadableFile): readonly CsvRow[] {
  const refused = fault ?? (rows.length > mostCreatedLines ? `has more than ${mostCreatedLines} lines` : undefined);
  if (refused !== undefined) throw new UserError({ code: 'csv-unreadable', fault: refused });
  return rows;
}

async function previewFile({ credentials }: Parts, { rows, columns, fault }: ReadableFile): Promise<Import> {
  const known = await credentials.taken(rows.flatMap(({ user }) => (user ? [user.email] : [])));
  const shown = rows.map((row): ImportedRow => {
    if (row.user === undefined) return toImported(row);
    return known.has(row.user.email) ? toImported(row, taken) : { ...toImported(row), person: row.user };
  });
  return { ...counted(shown), columns: [...columns], fault };
}

async function isTaken({ credentials }: Parts, { email }: NewUser): Promise<boolean> {
  return (await credentials.get(email)) !== undefined;
}

async function createRow(
  parts: Parts,
  row: CsvRow,
  actor: ProvenActor,
  onError: (error: unknown) => void,
): Promise<ImportedRow> {
  if (row.user === undefined) return toImported(row);
  if (await isTaken(parts, row.user)) return toImported(row, taken);
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
