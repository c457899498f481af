import { setTimeout as wait } from 'node:timers/promises';
import { getInstance, instanceRoutes, type Instance } from '@cloudapp/contracts/instance';
import type { InstanceState } from '@cloudapp/contracts/instance-state';
import { letFail, type Fault } from '../fixtures/let-fail.ts';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import type { Member } from './people.ts';

const patienceSeconds = 120;

interface LaunchOptions {
  readonly size?: 'small' | 'medium' | 'large';
  readonly durationHours?: number;
  /** What the cloud is told to do wrong with this launch. */
  readonly fault?: Fault;
  readonly ec2Url?: string;
}

export async function launchFor(
  owner: Member,
  name: string,
  blueprintId: string,
  { size = 'medium', durationHours = 8, fault, ec2Url }: LaunchOptions = {},
): Promise<Instance> {
  if (fault && ec2Url !== undefined) {
    await letFail(ec2Url, fault);
  }
  const sshKeyName = `${owner.name.split(' ')[0]}’s laptop`;
  return launchMachine(owner.api, { blueprintId, name, size, durationHours, sshKeyName });
}

/** Looks at a machine until it is as wanted. */
export async function until(
  owner: Member,
  id: string,
  wanted: InstanceState | ((machine: Instance) => boolean),
): Promise<Instance> {
  const isReached = typeof wanted === 'string' ? ({ state }: Instance) => state === wanted : wanted;
  let machine = await owner.api.call(getInstance, { params: { id } });
  for (const end = Date.now() + 1000 * patienceSeconds; !isReached(machine);) {
    if (Date.now() > end) throw new Error(`${machine.name} stayed ${machine.state}`);
    await wait(250);
    machine = await owner.api.call(getInstance, { params: { id } });
  }
  return machine;
}

/** Launches a machine, keeps what is seen of it on its way, and deletes it. */
export async function momentsOf(owner: Member, name: string, blueprintId: string) {
  const launching = await launchFor(owner, name, blueprintId);
  const installing = await until(owner, launching.id, ({ steps }) =>
    steps.slice(1).some(({ state, lastLine }) => state === 'running' && lastLine !== undefined),
  );
  await until(owner, launching.id, 'ready');
  await owner.api.call(instanceRoutes.terminateInstance, { params: { id: launching.id } });
  await until(owner, launching.id, 'terminated');
  return { launching, installing: withOutput(installing) };
}

/** A simulated machine prints the commands of its steps and not what they say; a real one says things like this. */
export function withOutput(machine: Instance): Instance {
  const lastLine = 'Downloading pandas-2.3.3-cp311-cp311-manylinux_2_24_x86_64.whl (12.8 MB)';
  const steps = machine.steps.map((step) => (step.state === 'running' ? { ...step, lastLine } : step));
  return { ...machine, steps };
}
