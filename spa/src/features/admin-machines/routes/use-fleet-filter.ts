import { instanceStates, type InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import { useSearchParams } from 'react-router-dom';
import type { PageSearch } from '../../../lib/paths.ts';
import type { FleetFilter } from '../api/fleet.ts';

type FleetFilterName = Exclude<keyof PageSearch['fleet'], 'q'>;

function asState(value: string | null): InstanceState | undefined {
  return instanceStates.find((state) => state === value);
}

/** The filter of all machines, in the address, so that the overview can link to it and a reload keeps it. */
export function useFleetFilter(): readonly [
  Omit<FleetFilter, 'search'>,
  (name: FleetFilterName, value: string) => void,
] {
  const [parameters, setParameters] = useSearchParams();
  const valueOf = (name: FleetFilterName) => parameters.get(name);
  const setFilter = (name: FleetFilterName, value: string) => {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  };
  const filter = {
    state: asState(valueOf('state')),
    ownerId: valueOf('owner') ?? undefined,
    blueprintId: valueOf('blueprint') ?? undefined,
  };
  return [filter, setFilter];
}
