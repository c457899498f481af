import type { ImportedRow } from '@cloudapp/contracts/user';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { usersKey } from './users.ts';

/** Hashing a password takes a good tenth of a second, so that few fit into one request's time. */
const linesAtOnce = 20;

export interface ImportPlan {
  readonly csv: string;
  /** The preview's rows, good and bad. */
  readonly rows: readonly ImportedRow[];
}

export interface ImportOutcome {
  readonly rows: readonly ImportedRow[];
  /** Why the rest was not tried. */
  readonly error?: unknown;
}

/** Says what would become of each line; creates nothing. */
export function usePreview() {
  return useMutation({ mutationFn: (csv: string) => callApi('importUsers', { body: { csv, preview: true } }) });
}

/** The good lines in files of their own, each below the original's first line. */
export function splitPlan({ csv, rows }: ImportPlan): { csv: string; rows: readonly ImportedRow[] }[] {
  const lines = csv.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const header = lines.find((line) => line.trim() !== '') ?? '';
  const good = rows.filter((row) => row.error === undefined);
  const parts = [];
  for (let start = 0; start < good.length; start += linesAtOnce) {
    const batch = good.slice(start, start + linesAtOnce);
    parts.push({ csv: [header, ...batch.map((row) => lines[row.line - 1] ?? '')].join('\n'), rows: batch });
  }
  return parts;
}

/**
 * Creates the users of a preview's good lines, a few at a time: a password is shown this once, so none may be lost when a
 * long request breaks. Never rejects; what was done before a failure counts.
 */
async function runImport(plan: ImportPlan, onProgress: (done: number) => void): Promise<ImportOutcome> {
  const rows: ImportedRow[] = [];
  for (const part of splitPlan(plan)) {
    try {
      const answer = await callApi('importUsers', { body: { csv: part.csv, preview: false } });
      rows.push(...answer.rows.map((row, index) => ({ ...row, line: part.rows[index]?.line ?? row.line })));
      onProgress(rows.length);
    } catch (error) {
      return { rows, error };
    }
  }
  return { rows };
}

export function useImport(onProgress: (done: number) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (plan: ImportPlan) => runImport(plan, onProgress),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: usersKey });
    },
  });
}
