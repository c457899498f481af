import type { Instance } from '@cloudapp/contracts/instance';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { noteChanged } from '../../../lib/api/recent-changes.ts';
import { machineQuery, machinesKey } from '../../../modules/machines/api/machines.ts';

/** Machines say each minute what they do. */
const minuteMs = 60_000;

export function usageQuery(id: string) {
  return queryOptions({
    queryKey: ['usage', id],
    queryFn: ({ signal }) => callApi('getUsage', { params: { id }, signal }),
    refetchInterval: minuteMs,
  });
}

/** Has a machine not stopped for being idle for so many hours. */
export function useKeepRunning(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (hours: number) => callApi('keepRunning', { params: { id }, body: { hours } }),
    onSuccess: (machine: Instance) => {
      client.setQueryData(machineQuery(machine.id).queryKey, machine);
      noteChanged(client, 'machines', machine);
    },
    onSettled: () => client.invalidateQueries({ queryKey: machinesKey }),
  });
}
