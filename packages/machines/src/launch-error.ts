import type { FailureCode } from '@cloudapp/contracts/instance';

/** Thrown when EC2 did not take a launch; says whether asking again can help. */
export class LaunchError extends Error {
  readonly code: Extract<FailureCode, 'capacity' | 'throttled' | 'launch-refused'>;
  readonly isRetryable: boolean;
  /** EC2's own code, for the log. */
  readonly ec2Code: string;

  constructor(code: LaunchError['code'], isRetryable: boolean, ec2Code: string, cause: unknown) {
    super(`EC2 did not launch the machine: ${ec2Code}`, { cause });
    this.name = 'LaunchError';
    this.code = code;
    this.isRetryable = isRetryable;
    this.ec2Code = ec2Code;
  }
}

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
  if (noRoom.has(name)) return new LaunchError('capacity', false, name, error);
  if (throttled.has(name)) return new LaunchError('throttled', true, name, error);
  // A fault on EC2's side or no answer at all: the instance may exist, and the same token finds out.
  const isCallersFault = error instanceof Error && '$fault' in error && error.$fault === 'client';
  return new LaunchError('launch-refused', !isCallersFault, name, error);
}
