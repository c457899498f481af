import { addSums, emptySum, type RehearsalSum } from '@cloudapp/contracts/rehearsal-sum';
import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import type { RehearsalPage } from '@cloudapp/contracts/rehearsal';
import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import type { WantedBudgets } from './budgets.ts';

/** What is to be tried before it is saved. */
export type Tried = { readonly rules: MachineRules } | { readonly budgets: WantedBudgets };

export interface Rehearsal {
  readonly from: string;
  readonly until: string;
  readonly sum: RehearsalSum;
}

/** An answer looks at a hundred machines or more. */
const patienceMs = 30_000;

/**
 * What rules would have done in the last 30 days, added up over all people.
 * @param onProgress told after each answer how many machines were looked at
 */
export function rehearsalQuery(tried: Tried, onProgress: (machines: number) => void) {
  return queryOptions({
    queryKey: ['rehearsal', tried],
    queryFn: async ({ signal }): Promise<Rehearsal> => {
      let sum = emptySum;
      let page: RehearsalPage | undefined;
      do {
        const cursor = page?.nextCursor;
        page = await callApi('rehearseRules', { body: { ...tried, ...(cursor && { cursor }) }, signal, patienceMs });
        sum = addSums(sum, page);
        onProgress(sum.machines.looked);
      } while (page.nextCursor !== undefined);
      return { from: page.from, until: page.until, sum };
    },
    // What is looked at changes by the minute, and takes long.
    staleTime: 300_000,
    refetchOnWindowFocus: false,
  });
}
