import type { ImportedRow, NewUser, importUsers as contract } from '@cloudapp/contracts/user';
import { AccountConflictError } from '@cloudapp/accounts/domain/account-conflict';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import { readUserCsv, type CsvRow } from '../domain/user-csv.ts';
import type * as z from 'zod';
import type { Parts, ProvenActor } from './parts.ts';
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
  actor: ProvenActor,
  onError: (error: unknown) => void,
): Promise<Import> {
  const lines = 'people' in request ? peopleOf(request.people) : rowsOf(request.csv);
  const rows: ImportedRow[] = [];
  const isPreview = !('people' in request) && request.preview;
  // Asked before anybody is made: half an import would be harder to go on with.
  if (!isPreview && lines.some(({ user }) => user?.role === 'admin')) requireFreshProof(actor, actor.now);
  const handle = isPreview ? previewRow : createRow;
  for (let start = 0; start < lines.length; start += parallel) {
    const batch = lines.slice(start, start + parallel);
    rows.push(...(await Promise.all(batch.map((line) => handle(parts, line, actor, onError)))));
  }
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

function rowsOf(csv: string): readonly CsvRow[] {
  const file = readUserCsv(csv);
  if (!file.isReadable) throw new UserError({ code: 'csv-unreadable', fault: file.fault });
  return file.rows;
}

async function previewRow(parts: Parts, row: CsvRow): Promise<ImportedRow> {
  if (row.user === undefined) return toImported(row);
  if (await isTaken(parts, row.user)) return toImported(row, taken);
  return { ...toImported(row), person: row.user };
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
