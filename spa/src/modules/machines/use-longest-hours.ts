import { longestHoursFor } from '@cloudapp/contracts/longest-hours';
import { useQuery } from '@tanstack/react-query';
import { useCurrentUser } from '../account/session.ts';
import { machineRulesQuery } from './api/machines.ts';

/** For how long whoever is signed in may let a machine of a blueprint run, in hours; without a bound until that is known. */
export function useLongestHours(blueprintId: string): number {
  const { data } = useQuery(machineRulesQuery);
  const { role } = useCurrentUser();
  return data ? longestHoursFor(data, role, blueprintId) : Infinity;
}
