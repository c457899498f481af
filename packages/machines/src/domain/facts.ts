import type { StopCause } from '@cloudapp/contracts/stop-cause';
import {
  lastingSchema,
  type Deletion,
  type InstanceFailure,
  type InstanceRecord,
  type LastingFacts,
  type StartRefusal,
} from '@cloudapp/data/instance-record';

const lastingNames = Object.keys(lastingSchema.shape) as readonly (keyof LastingFacts)[];

/** What stays true of a machine when it moves into another state; all else belongs to the state that it leaves. */
export function lasting(record: InstanceRecord): LastingFacts {
  const entries = lastingNames.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]] as const]));
  return Object.fromEntries(entries) as unknown as LastingFacts;
}

/** Everything that some states have and others do not. */
export interface PassingFacts {
  readonly ec2InstanceId?: string | undefined;
  readonly lastLaunchAt?: string | undefined;
  readonly billedSince?: string | undefined;
  readonly leaseEndsAt?: string | undefined;
  readonly isOff?: boolean | undefined;
  readonly deadlineAt?: string | undefined;
  readonly address?: string | undefined;
  readonly privateAddress?: string | undefined;
  readonly waitingFor?: string | undefined;
  readonly readyAt?: string | undefined;
  readonly checkedBoot?: number | undefined;
  readonly hostKeys?: readonly string[] | undefined;
  readonly failure?: InstanceFailure | undefined;
  readonly startRefusal?: StartRefusal | undefined;
  readonly deletion?: Deletion | undefined;
  readonly stopCause?: StopCause | undefined;
}

/** The same machine, for whoever does not know its state and asks for what there may be. */
export function passing(record: InstanceRecord): PassingFacts {
  return record;
}

/** What a machine that is to end, or failed, keeps of whatever it was before. */
export function remainsOf(record: InstanceRecord) {
  const { ec2InstanceId, lastLaunchAt, billedSince, address, privateAddress, readyAt, checkedBoot, hostKeys, failure } =
    passing(record);
  return { ec2InstanceId, lastLaunchAt, billedSince, address, privateAddress, readyAt, checkedBoot, hostKeys, failure };
}

type Launched = Exclude<InstanceRecord, { readonly state: 'requested' | 'terminating' | 'terminated' | 'failed' }>;

export function launchOf({ ec2InstanceId, lastLaunchAt }: Launched) {
  return { ec2InstanceId, lastLaunchAt };
}

/** Where it is, as far as that is known. */
export function addressesOf<Placed extends { readonly address?: unknown; readonly privateAddress?: unknown }>({
  address,
  privateAddress,
}: Placed): Pick<Placed, 'address' | 'privateAddress'> {
  return { address, privateAddress };
}

type Proven = Exclude<Launched, { readonly state: 'launching' | 'installing' }>;

/** What the first time of being ready has left, as long as the machine exists. */
export function proofOf({ readyAt, checkedBoot, hostKeys }: Proven) {
  return { readyAt, checkedBoot, hostKeys };
}
