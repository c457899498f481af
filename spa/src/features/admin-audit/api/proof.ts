import { apiPrefix, manyAnswerSeconds } from '@cloudapp/contracts/route';
import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { endpoints } from '../../../lib/api/endpoints.ts';
import { auditKey } from '../../../modules/audit/api/audit-key.ts';

/** The days of the log that are proven or exported, the last included, as UTC has them. */
export interface ProofDays {
  readonly from: string;
  readonly to: string;
}

export function dayProofQuery(day: string) {
  return queryOptions({
    queryKey: [...auditKey, 'proof', day],
    queryFn: ({ signal }) =>
      callApi('verifyAuditDay', { query: { day }, signal, patienceMs: manyAnswerSeconds * 1000 }),
    // Each press of the button looks anew.
    staleTime: 0,
    retry: false,
  });
}

export function signingKeyQuery() {
  return queryOptions({
    queryKey: [...auditKey, 'key'],
    queryFn: ({ signal }) => callApi('getAuditKey', { signal }),
    staleTime: Infinity,
  });
}

/** Where a browser downloads the log from. */
export function exportAddress({ from, to }: ProofDays, format: 'jsonl' | 'csv'): string {
  const [, path] = endpoints.exportAudit;
  return `${apiPrefix}${path}?${new URLSearchParams({ format, from, to }).toString()}`;
}
