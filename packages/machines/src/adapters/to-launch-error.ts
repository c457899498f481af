import { LaunchError } from '../application/launch-error.ts';

const noRoom = new Set([
  'InsufficientInstanceCapacity',
  'InsufficientHostCapacity',
  'InsufficientReservedInstanceCapacity',
  'InsufficientFreeAddressesInSubnet',
  'InstanceLimitExceeded',
  'VcpuLimitExceeded',
  'VolumeLimitExceeded',
  'Unsupported',
]);

const throttled = new Set(['RequestLimitExceeded', 'Throttling', 'ThrottlingException', 'RequestThrottled']);

/** What an SDK error of RunInstances means for the machine. */
export function toLaunchError(error: unknown): LaunchError {
  const name = error instanceof Error ? error.name : 'Unknown';
  if (noRoom.has(name)) return new LaunchError('capacity', 'never', name, error);
  if (throttled.has(name)) return new LaunchError('throttled', 'again', name, error);
  // A fault on EC2's side or no answer at all: the instance may exist, and the same token finds out.
  const isCallersFault = error instanceof Error && '$fault' in error && error.$fault === 'client';
  if (!isCallersFault) return new LaunchError('launch-refused', 'again', name, error);
  return new LaunchError('launch-refused', name.startsWith('Idempotent') ? 'look' : 'never', name, error);
}
