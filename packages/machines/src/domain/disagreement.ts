import type { PlacedInstance } from '@cloudapp/data/instance-record';
import type { Observed } from './observed.ts';
import type { StopOrder } from './stop-order.ts';

/** What EC2 may say of a machine that rests while nothing is wrong: it stops or starts a moment longer than it is known to. */
const agreeing = { running: ['running', 'pending'], stopped: ['stopped', 'stopping'] } as const;

/**
 * Whether a machine must be looked at: EC2 has it in another state than it should be, or elsewhere, or it is to stop by an order.
 * @param observed undefined where EC2 shows no such instance
 */
export function needsLook(
  machine: PlacedInstance,
  observed: Observed | undefined,
  orders: ReadonlyMap<string, StopOrder>,
): boolean {
  const expected = expectedOf(machine);
  if (expected === undefined || machine.ec2InstanceId === undefined) return false;
  if (!observed || !isOneOf(agreeing[expected], observed.power)) return true;
  return expected === 'running' && (orders.has(machine.owner.id) || hasMoved(machine, observed));
}

/** A failed machine that was stored before this was kept is looked at when what it costs is booked next. */
function expectedOf({ state, expectedPower }: PlacedInstance): PlacedInstance['expectedPower'] {
  if (expectedPower !== undefined) return expectedPower;
  if (state === 'ready') return 'running';
  return state === 'stopped' ? 'stopped' : undefined;
}

function hasMoved(machine: PlacedInstance, { address, privateAddress, power }: Observed): boolean {
  if (power !== 'running') return false;
  return (
    (address !== undefined && address !== machine.address) ||
    (privateAddress !== undefined && privateAddress !== machine.privateAddress)
  );
}

function isOneOf(powers: readonly Observed['power'][], power: Observed['power']): boolean {
  return powers.includes(power);
}
