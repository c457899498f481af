import type { Period } from '@cloudapp/contracts/stats';
import { useListAddress } from '../../../lib/use-list-address.ts';
import { defaultPeriod, isPeriod } from '../components/periods.ts';

/** The period lives in the address, so that it can be linked to and survives a reload. */
export function usePeriod(): [Period, (period: Period) => void] {
  const { valueOf, set } = useListAddress<'period'>();
  const given = valueOf('period');
  return [
    isPeriod(given) ? given : defaultPeriod,
    (period) => {
      set({ period: period === defaultPeriod ? '' : period });
    },
  ];
}
