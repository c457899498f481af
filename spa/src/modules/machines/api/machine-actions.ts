import type { SizeId } from '@cloudapp/contracts/blueprint';
import type { Instance } from '@cloudapp/contracts/instance';
import type { PowerAction } from '@cloudapp/contracts/instance-lifecycle';
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { noteChanged, noteMade } from '../../../lib/api/recent-changes.ts';
import { formatList } from '../../../lib/format/size.ts';
import { profileQuery } from '../../account/api/profile.ts';
import { forgetStop } from '../delayed-stops.ts';
import { forgetKey } from '../key-store.ts';
import { machineQuery, machinesKey } from './machines.ts';

/** What may be asked of a machine that exists. Retry makes a new one: `useRetryMachine`. */
export type MachineCommand =
  | { readonly action: PowerAction | 'keep'; readonly id: string }
  | { readonly action: 'extend'; readonly id: string; readonly hours: number };

function run(command: MachineCommand): Promise<Instance> {
  const params = { id: command.id };
  if (command.action === 'extend') return callApi('extendInstance', { params, body: { hours: command.hours } });
  // A stop may be sent while its page goes.
  return callApi(`${command.action}Instance`, { params, keepalive: command.action === 'stop' });
}

/** What a command has made of a machine. */
function noteDone(client: QueryClient, machine: Instance, action: MachineCommand['action']): void {
  if (action === 'terminate') {
    forgetStop(machine.id);
    forgetKey(machine.id);
  }
  client.setQueryData(machineQuery(machine.id).queryKey, machine);
  noteChanged(client, 'machines', machine);
}

function refresh(client: QueryClient): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: machinesKey }),
    client.invalidateQueries({ queryKey: profileQuery.queryKey }),
  ]);
}

/** Runs a command on a machine; lists and the machine's page show the new state at once. */
export function useMachineCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (machine, { action }) => {
      noteDone(client, machine, action);
    },
    onSettled: () => refresh(client),
  });
}

interface BulkCommand {
  readonly action: 'start' | 'stop' | 'terminate';
  readonly machines: readonly Pick<Instance, 'id' | 'name'>[];
}

/** Runs a command on many machines; the error's words are the names of those that it failed for. */
export function useBulkCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ action, machines }: BulkCommand) => {
      const failures: string[] = [];
      let cause: unknown;
      // One after the other: a service asked for all at once would answer some with "too many requests".
      for (const { id, name } of machines) {
        try {
          // Whoever would rather not prove who they are is asked once, not for each machine.
          if (hasCode(cause, 'proof-required')) throw cause;
          noteDone(client, await run({ action, id }), action);
        } catch (error) {
          failures.push(name);
          cause = error;
        }
      }
      if (failures.length > 0) throw new Error(formatList(failures), { cause });
    },
    // Once, not after each of some hundred.
    onSettled: () => refresh(client),
  });
}

interface Retry {
  readonly id: string;
  /** Another than it has. */
  readonly size: SizeId | undefined;
  readonly idempotencyKey: string;
}

/** Ends a failed machine and launches one like it; the same key repeated makes no second one. */
export function useRetryMachine() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, size, idempotencyKey }: Retry) =>
      callApi('retryInstance', { params: { id }, query: { size }, idempotencyKey }),
    onSuccess: (machine) => {
      client.setQueryData(machineQuery(machine.id).queryKey, machine);
      noteMade(client, 'machines', machine);
    },
    onSettled: () => client.invalidateQueries({ queryKey: machinesKey }),
  });
}
