import { LaunchError } from '../application/launch-error.ts';
import { quotas } from '../domain/quotas.ts';

type Meaning = readonly [code: LaunchError['code'], hope: LaunchError['hope']];

/** The zone that was asked for has no room, or does not have the type at all. */
const noRoom: Meaning = ['capacity', 'elsewhere'];
const accountLimit: Meaning = ['account-limit', 'never'];
const unauthorised: Meaning = ['unauthorised', 'never'];
const throttled: Meaning = ['throttled', 'again'];

const meanings: Readonly<Record<string, Meaning>> = {
  InsufficientInstanceCapacity: noRoom,
  InsufficientHostCapacity: noRoom,
  InsufficientReservedInstanceCapacity: noRoom,
  InsufficientFreeAddressesInSubnet: noRoom,
  Unsupported: noRoom,
  VcpuLimitExceeded: accountLimit,
  InstanceLimitExceeded: accountLimit,
  VolumeLimitExceeded: accountLimit,
  UnauthorizedOperation: unauthorised,
  AccessDenied: unauthorised,
  AccessDeniedException: unauthorised,
  AuthFailure: unauthorised,
  RequestLimitExceeded: throttled,
  Throttling: throttled,
  ThrottlingException: throttled,
  RequestThrottled: throttled,
};

/** EC2 names its errors about keys of KMS in several ways, all of which begin so. */
const keyFault = /^(InvalidKmsKey|InvalidKMSKey|KMS|KmsKey)/;

/** What an SDK error of RunInstances means for the machine. */
export function toLaunchError(error: unknown): LaunchError {
  const name = error instanceof Error ? error.name : 'Unknown';
  const [code, hope] = (Object.hasOwn(meanings, name) ? meanings[name] : undefined) ?? meaningOf(name, error);
  return new LaunchError(code, hope, name, error, quotas.get(name));
}

function meaningOf(name: string, error: unknown): Meaning {
  if (keyFault.test(name)) return ['disk-key', 'never'];
  // A fault on EC2's side or no answer at all: the instance may exist, and the same token finds out.
  const isCallersFault = error instanceof Error && '$fault' in error && error.$fault === 'client';
  if (!isCallersFault) return ['launch-refused', 'again'];
  return ['launch-refused', name.startsWith('Idempotent') ? 'look' : 'never'];
}
