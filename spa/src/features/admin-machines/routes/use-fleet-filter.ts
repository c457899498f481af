import { instanceStates, type InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import { useSearchParams } from 'react-router-dom';
import type { FleetFilter } from '../api/fleet.ts';

export type FleetFilterName = 'state' | 'owner' | 'blueprint';

function asState(value: string | null): InstanceState | undefined {
  return instanceStates.find((state) => state === value);
}

/** The filter of all machines, in the address, so that the overview can link to it and a reload keeps it. */
export function useFleetFilter(): readonly [FleetFilter, (name: FleetFilterName, value: string) => void] {
  const [parameters, setParameters] = useSearchParams();
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
    state: asState(parameters.get('state')),
    ownerId: parameters.get('owner') ?? undefined,
    blueprintId: parameters.get('blueprint') ?? undefined,
  };
  return [filter, setFilter];
}
