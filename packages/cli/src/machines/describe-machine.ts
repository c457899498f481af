import type { Instance } from '@cloudapp/contracts/instance';
import { whyStopped } from '@cloudapp/contracts/stop-words';
import { hoursInWords } from '../hours/hours-facts.ts';
import { facts, table } from '../output/table.ts';
import { duration, fromNow, money } from '../output/words.ts';

/** A line for each machine. */
export function machineTable(machines: readonly Instance[], now: Date, withOwner = false): string[] {
  const owner = (text: string) => (withOwner ? [text] : []);
  const head = ['NAME', ...owner('OWNER'), 'STATE', 'BLUEPRINT', 'SIZE', 'ADDRESS', 'STOPS', 'COST'];
  const rows = machines.map((machine) => [
    machine.name,
    ...owner(machine.owner.email),
    machine.state,
    machine.blueprint.id,
    machine.size.id,
    machine.address ?? '–',
    machine.leaseEndsAt === undefined ? '–' : fromNow(machine.leaseEndsAt, now),
    money(machine.cost.soFar),
  ]);
  return table(head, rows);
}

/** All that is worth knowing of one. */
export function machineFacts(machine: Instance, now: Date): string[] {
  const { blueprint, size, cost, failure } = machine;
  return facts([
    ['Name', machine.name],
    ['Id', machine.id],
    ['State', `${machine.state}, since ${fromNow(machine.stateChangedAt, now)}`],
    ['Failure', failure?.message],
    ['Why', machine.stopCause && whyStopped(machine.stopCause)],
    ['Start refused', machine.startRefusal?.message],
    ['Blueprint', `${blueprint.name} (${blueprint.id}, version ${blueprint.version})`],
    ['Size', `${size.id}: ${size.vcpu} vCPU · ${size.memoryGib} GB, disk ${machine.diskGib} GB`],
    ['Owner', `${machine.owner.name} <${machine.owner.email}>`],
    ['Address', machine.address],
    ['Stops', machine.leaseEndsAt && fromNow(machine.leaseEndsAt, now)],
    ['Hours', machine.hours && hoursInWords(machine.hours)],
    ['Deleted', machine.deletesAt && fromNow(machine.deletesAt, now)],
    [
      'Cost',
      `${money(cost.soFar)} so far, ${money(cost.perHour)} per hour running, ${money(cost.perHourStopped)} stopped`,
    ],
    ['Ran for', machine.ranSeconds === undefined ? undefined : duration(machine.ranSeconds)],
    ...machine.steps.map((step) => [`· ${step.state}`, stepText(step)] as const),
  ]);
}

function stepText({ title, seconds, lastLine, state }: Instance['steps'][number]): string {
  const took = seconds === undefined ? '' : `, ${duration(seconds)}`;
  return `${title}${took}${state === 'running' && lastLine !== undefined ? `: ${lastLine}` : ''}`;
}
