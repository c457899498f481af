import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { machineRulesQuery } from '../../../modules/machines/api/machines.ts';

/** Sets other rules; what went wrong may be that they are others by now. */
export function useSetMachineRules() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rules: MachineRules) => callApi('setMachineRules', { body: rules }),
    onSuccess: (rules) => {
      client.setQueryData(machineRulesQuery.queryKey, rules);
    },
    onError: () => client.invalidateQueries({ queryKey: machineRulesQuery.queryKey }),
  });
}
