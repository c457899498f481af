import { isDeepStrictEqual } from 'node:util';
import { instanceStates } from '@cloudapp/contracts/instance-state';
import { counter, gauge, type Counters } from '@cloudapp/data/counters';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { addLedgers } from '@cloudapp/data/quota-ledger';
import { passing } from '@cloudapp/machines/domain/facts';
import { isUnannounced } from '@cloudapp/machines/domain/schedule';
import type { Message } from './aws.ts';
import { blueprint } from './blueprint.ts';
import type { Ec2Instance } from './ec2-instance.ts';
import type { Faults } from './faults.ts';
import type { Surroundings } from './running-process.ts';
import { readStored, type Stored } from './stored.ts';
import { machinesOfEach, type World } from './world.ts';

const livingStates = instanceStates.filter((state) => state !== 'terminated');
const atRest = new Set(['ready', 'stopped', 'failed', 'terminated']);
/** A lease ends with a run of the reconciler. */
const lateMs = 6 * 60_000;
/** How long after a message its sender still notes that it was sent. */
const notingMs = 45_000;

/** What is not as it must be once all has calmed down, in words; and how many machines there were. */
export async function findings(world: World, around: Surroundings): Promise<{ all: string[]; machines: number }> {
  const stored = await readStored(world.calm.database);
  const all = [
    ...wishesOf(world, stored),
    ...stored.machines.flatMap((machine) => machineFindings(machine, world, around)),
    ...orphans(world, stored),
    ...quotaFindings(world, stored),
    ...countFindings(stored),
    ...auditFindings(stored),
    ...messageFindings(world, around, stored),
  ];
  return { all, machines: stored.machines.length };
}

/** Whether no machine is on its way any more. */
export async function isCalm(world: World): Promise<boolean> {
  const { machines } = await readStored(world.calm.database);
  return machines.every((machine) => atRest.has(machine.state) && !isUnannounced(machine));
}

/** What must hold a minute after the last fault, while people's last wishes are still under way. */
export async function earlyFindings(world: World): Promise<string[]> {
  const stored = await readStored(world.calm.database);
  return [...orphansOf(world, stored), ...quotaFindings(world, stored)];
}

/** Instances that run while their machine neither has them nor still looks for them. */
function orphansOf({ aws }: World, { machines }: Stored): string[] {
  const byId = new Map(machines.map((machine) => [machine.instanceId, machine]));
  return aws.ec2.instances.flatMap((instance) => {
    const machine = byId.get(instance.machineId);
    const isLookedFor = machine?.state === 'requested' || machine?.state === 'terminating';
    const isKept = machine !== undefined && (isLookedFor || passing(machine).ec2InstanceId === instance.id);
    return when(!instance.isGone && !isKept, `${instance.id} is an orphan of ${instance.machineId}`);
  });
}

function when(isWrong: boolean, finding: string): string[] {
  return isWrong ? [finding] : [];
}

/** Whoever was answered has the machine, and nobody two for one wish. */
function wishesOf({ people }: World, { machines, answers }: Stored): string[] {
  const known = new Set(machines.map(({ instanceId }) => instanceId));
  const wishes = people.flatMap((person) => person.wishes);
  const times = new Map<string, number>();
  for (const id of answers) times.set(id, (times.get(id) ?? 0) + 1);
  return [
    ...wishes.flatMap(({ key, answered }) =>
      when(answered.size > 1, `the wish ${key} was answered with ${answered.size} machines`),
    ),
    ...wishes.flatMap(({ answered }) =>
      [...answered].flatMap((id) => when(!known.has(id), `${id} was promised and is not there`)),
    ),
    ...machines.flatMap(({ instanceId }) =>
      when(times.get(instanceId) !== 1, `${instanceId} belongs to ${times.get(instanceId) ?? 0} wishes`),
    ),
  ];
}

function machineFindings(machine: InstanceRecord, world: World, around: Surroundings): string[] {
  const { instanceId, state } = machine;
  const name = `${instanceId} (${state})`;
  if (!atRest.has(state)) return [`${name} did not come to rest`];
  const instances = world.aws.ec2.instances.filter((one) => one.machineId === instanceId);
  const living = instances.filter((one) => !one.isGone);
  const [only] = living;
  const { leaseEndsAt } = passing(machine);
  const now = around.time.date().getTime();
  return [
    ...when(living.length > 1, `${name} has ${living.length} instances`),
    // In another zone it is asked for anew, and two workers who differ by a zone can get one each (docs/adr/0022).
    ...when(new Set(instances.map(({ zone }) => zone)).size < instances.length, `${name} was launched twice`),
    ...when(
      only !== undefined && only.id !== passing(machine).ec2InstanceId,
      `${name} has an instance that it does not know`,
    ),
    ...powerFindings(machine, name, only),
    ...when(
      state === 'ready' && leaseEndsAt !== undefined && now - Date.parse(leaseEndsAt) > lateMs,
      `${name} runs on after its time`,
    ),
    ...when(isUnannounced(machine), `${name} was not announced`),
    ...when(machine.holdsQuota && state === 'terminated', `${name} still takes a place`),
    ...causeFindings(machine, name, world),
    ...when(world.ended.has(instanceId) && state !== 'terminated', `${name} was to end`),
  ];
}

/** What EC2 must have of a machine at rest. */
const expectedPower = { ready: 'running', stopped: 'stopped', terminated: undefined } as const;

function powerFindings(machine: InstanceRecord, name: string, instance: Ec2Instance | undefined): string[] {
  const power = instance?.power;
  const { state } = machine;
  const isKnown = state === 'ready' || state === 'stopped' || state === 'terminated';
  const isFree = state === 'failed' && machine.billedSince === undefined;
  return [
    ...when(isKnown && power !== expectedPower[state], `${name} is ${power ?? 'gone'} at EC2`),
    ...when(isFree && power !== undefined, `${name} is ${String(power)} at EC2 and charged nothing`),
    ...when(
      state === 'ready' && instance?.publicAddress !== machine.address,
      `${name} is said to be elsewhere than it is`,
    ),
  ];
}

/** Nothing fails but for what the history did to it. */
function causeFindings(machine: InstanceRecord, name: string, { agents, aws }: World): string[] {
  if (machine.state !== 'failed') return [];
  const { code } = machine.failure;
  const isExcused =
    (code === 'step-failed' && agents.bad.has(machine.instanceId)) ||
    (code === 'never-reported' && agents.silent.has(machine.instanceId)) ||
    (code === 'capacity' && aws.ec2.wasFull);
  return when(!isExcused, `${name} failed without a cause: ${code}`);
}

/** Instances that no machine knows. */
function orphans({ aws }: World, { machines, strays }: Stored): string[] {
  const known = new Set(machines.map(({ instanceId }) => instanceId));
  const unknown = aws.ec2.instances.filter((one) => !one.isGone && !known.has(one.machineId));
  return [...unknown.map(({ id }) => `nobody knows ${id}`), ...when(strays > 0, `${strays} strays are reported`)];
}

function quotaFindings({ people }: World, { machines, quotas }: Stored): string[] {
  return people.flatMap(({ id }) => {
    const used = quotas.get(id)?.used;
    const ledger = quotas.get(id)?.ledger ?? {};
    const shares = machines.filter(({ owner }) => owner.id === id).map(({ share }) => share?.told ?? {});
    const expected = shares.reduce((sum, told) => addLedgers(sum, told), {});
    const held = machines.filter(({ owner, holdsQuota }) => owner.id === id && holdsQuota).length;
    return [
      ...when(used !== held, `${id} holds ${held} places and is said to hold ${String(used)}`),
      ...when(
        !isDeepStrictEqual(ledger, expected),
        `${id} has another ledger than their machines: ${JSON.stringify({ ledger, expected })}`,
      ),
      ...when(held > machinesOfEach, `${id} holds ${held} places of ${machinesOfEach}`),
    ];
  });
}

/** The statistics, against a count of the machines themselves. */
function countFindings({ machines, gauges, days, audit, uncounted }: Stored): string[] {
  const sum = (number: (machine: InstanceRecord) => number) =>
    machines.reduce((total, machine) => total + number(machine), 0);
  const living = machines.filter(({ state }) => state !== 'terminated');
  const events = (action: string) => audit.filter((event) => event.action === action).length;
  const expected: Counters = {
    [counter.net(blueprint.id)]: living.length,
    [counter.cost(blueprint.id)]: sum(({ costMicros }) => costMicros),
    [counter.ready(blueprint.id)]: events('machine-ready'),
    [gauge.machinesOfBlueprint(blueprint.id)]: living.length,
    [gauge.costPerHour]: sum(({ ratePerHourMicros }) => ratePerHourMicros),
    ...Object.fromEntries(
      livingStates.map((state) => [gauge.machinesInState(state), living.filter((one) => one.state === state).length]),
    ),
  };
  const counted = { ...days, ...gauges };
  const wrong = Object.entries(expected).flatMap(([name, number]) =>
    when((counted[name] ?? 0) !== number, `${name} is ${counted[name] ?? 0} instead of ${number}`),
  );
  return [...wrong, ...when(uncounted > 0, `${uncounted} events are not counted`)];
}

/** What can happen to a machine once is told once. */
function auditFindings({ machines, audit }: Stored): string[] {
  return machines.flatMap(({ instanceId, state }) => {
    const told = (action: string) =>
      audit.filter((event) => event.action === action && event.subject?.id === instanceId).length;
    return [
      ...when(told('machine-requested') !== 1, `${instanceId} was asked for ${told('machine-requested')} times`),
      ...when(told('machine-ready') > 1, `${instanceId} became ready ${told('machine-ready')} times`),
      ...when(
        state === 'terminated' && told('machine-terminated') !== 1,
        `${instanceId} was ended ${told('machine-terminated')} times`,
      ),
    ];
  });
}

/** Whether its sender did not hear that a message was taken, or could not note it. */
function isExcused({ process, at }: Message, { all }: Faults): boolean {
  return all.some(
    (fault) => fault.process === process && (fault.what.startsWith('sns') || Math.abs(fault.at - at) < notingMs),
  );
}

/** One record and one message each; a message twice only where its sender could not know that it was sent. */
function messageFindings({ aws }: World, { faults }: Surroundings, { machines }: Stored): string[] {
  const records = [...aws.records.values()];
  return machines.flatMap((machine) => {
    const { instanceId, recordedAt, announcedAt } = machine;
    const kept = records.filter(({ instance }) => instance.id === instanceId).length;
    const sent = aws.messages.filter(({ machineId }) => machineId === instanceId);
    const known = sent.filter((message) => !isExcused(message, faults));
    return [
      ...when(kept !== (recordedAt === undefined ? 0 : 1), `${instanceId} has ${kept} records`),
      ...when(announcedAt !== undefined && sent.length === 0, `${instanceId} was announced by no message`),
      ...when(known.length > 1, `${instanceId} was announced ${sent.length} times`),
    ];
  });
}
