import type { PageSearch } from '../../../lib/paths.ts';
import { useListAddress } from '../../../lib/use-list-address.ts';
import { asState } from '../../../modules/machines/as-state.ts';
import type { FleetFilter } from '../api/fleet.ts';

type FleetFilterName = Exclude<keyof PageSearch['fleet'], 'q'>;

/** The filter of all machines, in the address, so that the overview can link to it and a reload keeps it. */
export function useFleetFilter(): readonly [
  Omit<FleetFilter, 'search'>,
  (name: FleetFilterName, value: string) => void,
] {
  const { valueOf, set } = useListAddress<FleetFilterName>();
  const filter = {
    state: asState(valueOf('state')),
    ownerId: valueOf('owner') ?? undefined,
    blueprintId: valueOf('blueprint') ?? undefined,
  };
  return [
    filter,
    (name, value) => {
      set({ [name]: value });
    },
  ];
}
