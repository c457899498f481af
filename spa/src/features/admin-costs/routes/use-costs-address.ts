import type { CostKind } from '@cloudapp/contracts/costs';
import { pathTo } from '../../../lib/paths.ts';
import { useListAddress } from '../../../lib/use-list-address.ts';
import { costKindOf } from '../components/cost-kinds.ts';

/** Which month is shown, and by what; both live in the address. */
export function useCostsAddress(thisMonth: string) {
  const { valueOf, set } = useListAddress<'month' | 'by'>();
  const given = valueOf('month');
  const month = given !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(given) ? given : thisMonth;
  const by = costKindOf(valueOf('by'));
  return {
    month,
    by,
    setBy: (chosen: CostKind) => {
      set({ by: chosen === 'person' ? '' : chosen });
    },
    addressOf: (other: string) =>
      pathTo('costs', { ...(other !== thisMonth && { month: other }), ...(by !== 'person' && { by }) }),
  };
}
