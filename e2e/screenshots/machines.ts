import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceState } from '@cloudapp/contracts/instance-state';
import type { Member } from './people.ts';

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDY0bOwateo3ngTly2uhoQeabiZj6k4V0jZKMWEwE7a1';
const patienceSeconds = 120;

interface LaunchOptions {
  readonly size?: 'small' | 'medium' | 'large';
  readonly durationHours?: number;
  /** What the cloud is told to do wrong with this launch. */
  readonly fault?: { readonly kind: string; readonly step?: string };
  readonly ec2Url?: string;
}

export async function launchMachine(
  owner: Member,
  name: string,
  blueprintId: string,
  { size = 'medium', durationHours = 8, fault, ec2Url }: LaunchOptions = {},
): Promise<Instance> {
  if (fault && ec2Url !== undefined) {
    const answer = await fetch(`${ec2Url}/_cloudapp/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (!answer.ok) throw new Error(`The cloud did not take the fault: ${await answer.text()}`);
  }
  return owner.api.call<Instance>(
    'POST',
    '/instances',
    {
      blueprintId,
      name,
      size,
      durationHours,
      sshPublicKey: publicKey,
      sshKeyName: `${owner.name.split(' ')[0]}’s laptop`,
    },
    { 'idempotency-key': randomUUID() },
  );
}

/** Looks at a machine until it is as wanted. */
export async function until(
  owner: Member,
  id: string,
  wanted: InstanceState | ((machine: Instance) => boolean),
): Promise<Instance> {
  const isReached = typeof wanted === 'string' ? ({ state }: Instance) => state === wanted : wanted;
  let machine = await owner.api.call<Instance>('GET', `/instances/${id}`);
  for (const end = Date.now() + 1000 * patienceSeconds; !isReached(machine);) {
    if (Date.now() > end) throw new Error(`${machine.name} stayed ${machine.state}`);
    await wait(250);
    machine = await owner.api.call<Instance>('GET', `/instances/${id}`);
  }
  return machine;
}

/** Launches a machine, keeps what is seen of it on its way, and deletes it. */
export async function momentsOf(owner: Member, name: string, blueprintId: string) {
  const launching = await launchMachine(owner, name, blueprintId);
  const installing = await until(owner, launching.id, ({ steps }) =>
    steps.slice(1).some(({ state, lastLine }) => state === 'running' && lastLine !== undefined),
  );
  await until(owner, launching.id, 'ready');
  await owner.api.call('POST', `/instances/${launching.id}/terminate`);
  await until(owner, launching.id, 'terminated');
  return { launching, installing: withOutput(installing) };
}

/** A simulated machine prints the commands of its steps and not what they say; a real one says things like this. */
export function withOutput(machine: Instance): Instance {
  const lastLine = 'Downloading pandas-2.3.3-cp311-cp311-manylinux_2_24_x86_64.whl (12.8 MB)';
  const steps = machine.steps.map((step) => (step.state === 'running' ? { ...step, lastLine } : step));
  return { ...machine, steps };
}
