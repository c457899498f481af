import type { ColumnMeaning } from '@cloudapp/contracts/user';
import { useMutation } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

interface PreviewedFile {
  readonly csv: string;
  /** What each column holds; by the headings, where nobody has chosen. */
  readonly columns?: ColumnMeaning[] | undefined;
}

/** Says what would become of each line; creates nothing. */
export function usePreview() {
  return useMutation({
    mutationFn: ({ csv, columns }: PreviewedFile) => callApi('importUsers', { body: { csv, preview: true, columns } }),
  });
}
