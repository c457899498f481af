import type { ImportedRow, mostPeopleAtOnce as contractsMost } from '@cloudapp/contracts/user';
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { noteMade } from '../../../lib/api/recent-changes.ts';
import { usersKey } from './users.ts';

/** The bound of the contract; its module would bring zod along, so the type compares the two. */
const mostPeopleAtOnce: typeof contractsMost = 20;

export interface ImportOutcome {
  readonly rows: readonly ImportedRow[];
  /** How many of the preview's people were not sent any more. */
  readonly notTried: number;
  /** Why they were not. */
  readonly error?: unknown;
}

/** Says what would become of each line; creates nothing. */
export function usePreview() {
  return useMutation({ mutationFn: (csv: string) => callApi('importUsers', { body: { csv, preview: true } }) });
}

/**
 * Creates the people of a preview as the preview read them, a few at a time: a password is shown this once, so none may be lost when a
 * long request breaks. Never rejects; what was done before a failure counts.
 */
async function runImport(
  client: QueryClient,
  preview: readonly ImportedRow[],
  onProgress: (done: number) => void,
): Promise<ImportOutcome> {
  const good = preview.flatMap(({ line, person }) => (person ? [{ line, person }] : []));
  const rows: ImportedRow[] = [];
  for (let start = 0; start < good.length; start += mostPeopleAtOnce) {
    const batch = good.slice(start, start + mostPeopleAtOnce);
    try {
      const answer = await callApi('importUsers', { body: { people: batch.map(({ person }) => person) } });
      rows.push(...answer.rows.map((row, index) => ({ ...row, line: batch[index]?.line ?? row.line })));
      for (const { user } of answer.rows) if (user) noteMade(client, 'users', user);
      onProgress(rows.length);
    } catch (error) {
      return { rows, notTried: good.length - rows.length, error };
    }
  }
  return { rows, notTried: 0 };
}

export function useImport(onProgress: (done: number) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (preview: readonly ImportedRow[]) => runImport(client, preview, onProgress),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: usersKey });
    },
  });
}
