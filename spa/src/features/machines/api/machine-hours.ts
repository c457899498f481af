import type { Instance } from '@cloudapp/contracts/instance';
import type { WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { noteChanged } from '../../../lib/api/recent-changes.ts';
import { machineQuery, machinesKey } from '../../../modules/machines/api/machines.ts';

/** Countries whose holidays a machine can keep; they do not change while somebody looks. */
export const holidayCountriesQuery = queryOptions({
  queryKey: ['holiday-countries'],
  queryFn: async ({ signal }) => (await callApi('listHolidayCountries', { signal })).items,
  staleTime: Infinity,
});

function noted(client: QueryClient) {
  return {
    onSuccess: (machine: Instance) => {
      client.setQueryData(machineQuery(machine.id).queryKey, machine);
      noteChanged(client, 'machines', machine);
    },
    onSettled: () => client.invalidateQueries({ queryKey: machinesKey }),
  };
}

/** Gives a machine these hours in place of those before. */
export function useSetHours(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (hours: WeeklyHours) => callApi('setHours', { params: { id }, body: hours }),
    ...noted(client),
  });
}

export function useRemoveHours(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => callApi('removeHours', { params: { id } }),
    ...noted(client),
  });
}
