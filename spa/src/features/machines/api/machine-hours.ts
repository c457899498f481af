import type { Instance } from '@cloudapp/contracts/instance';
import type { WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { ApiError } from '../../../lib/api/api-error.ts';
import { noteChanged } from '../../../lib/api/recent-changes.ts';
import { toBase64 } from '../../../lib/ssh-key/wire-format.ts';
import { machineQuery, machinesKey } from '../../../modules/machines/api/machines.ts';

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

/** The contract has the same bound beside its schemas. */
const maxCalendarBytes = 262_144;
const maxFileNameLength = 100;

/** Has a machine not started on the days of a calendar's file, or of none. */
export function useSetCalendar(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (file: File | undefined) => {
      if (file === undefined) return await callApi('removeHoursCalendar', { params: { id } });
      if (file.size > maxCalendarBytes) {
        throw new ApiError('body-too-large', `A calendar may have at most ${maxCalendarBytes / 1024} KB.`);
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      const body = { fileName: file.name.slice(0, maxFileNameLength), file: toBase64(bytes) };
      return await callApi('setHoursCalendar', { params: { id }, body });
    },
    ...noted(client),
  });
}

/** Has a machine not started on the days of the calendar at an address, which is fetched again each day. */
export function useFollowCalendar(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (address: string) => callApi('followHoursCalendar', { params: { id }, body: { address } }),
    ...noted(client),
  });
}
