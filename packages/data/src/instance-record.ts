import type { Size } from '@cloudapp/contracts/blueprint';
import type { FailureCode, InstanceStep } from '@cloudapp/contracts/instance';
import type { InstanceState } from '@cloudapp/contracts/instance-state';

/** Bytes that only KMS can open again: AES-256-GCM under a data key that is itself encrypted. All base64. */
export interface Sealed {
  readonly wrappedKey: string;
  readonly nonce: string;
  readonly tag: string;
  readonly data: string;
}

/** What the blueprint's version said about logging in when the machine was made. */
export interface LoginTemplate {
  readonly userName: string;
  readonly tools: readonly {
    readonly name: string;
    readonly description: string;
    readonly port: number;
    readonly path: string;
    readonly scheme: string;
    readonly secret?: string | undefined;
  }[];
  readonly secrets: readonly { readonly id: string; readonly label: string }[];
  readonly firstSteps: string;
}

/** The newest boot that reported, and the newest sequence numbers of its events that were taken, ascending. */
export interface BootPosition {
  readonly boot: number;
  readonly seen: readonly number[];
}

export interface InstanceFailure {
  readonly code: FailureCode;
  readonly message: string;
  readonly stepId?: string | undefined;
}

/** A machine as it is stored. Written as a whole, on condition that `version` is still the one that was read. */
export interface InstanceRecord {
  readonly instanceId: string;
  readonly version: number;
  readonly owner: { readonly id: string; readonly name: string; readonly email: string };
  readonly name: string;
  readonly blueprint: {
    readonly id: string;
    readonly version: number;
    readonly name: string;
    readonly icon: string;
  };
  readonly login: LoginTemplate;
  readonly size: Size;
  readonly diskGib: number;
  readonly sshPublicKey: string;
  readonly sshKeyName?: string | undefined;
  readonly state: InstanceState;
  readonly stateChangedAt: string;
  readonly createdAt: string;
  readonly readyAt?: string | undefined;
  readonly failure?: InstanceFailure | undefined;
  readonly steps: readonly InstanceStep[];
  /** What EC2 says it waits for before it starts; only while it is launching. */
  readonly waitingFor?: string | undefined;
  /** How long it was thought to take, when it was asked for, until the machine itself reports. */
  readonly expectedBootSeconds: number;
  /** Longest time from the first report to the check's result: the blueprint's own limits added up. */
  readonly installLimitSeconds: number;
  readonly durationHours: number;
  readonly leaseEndsAt?: string | undefined;
  /** When the present state has lasted too long. */
  readonly deadlineAt?: string | undefined;
  /** Millionths of a US dollar, counted up to `billedSince`. */
  readonly costMicros: number;
  /** Since when running time is not yet in `costMicros`; absent while nothing is charged. */
  readonly billedSince?: string | undefined;
  /** Whether it takes one of its owner's places; a failed machine gives its place to the one that replaces it. */
  readonly holdsQuota: boolean;
  /** Hex SHA-256 of the token with which the machine reports. */
  readonly tokenHash: string;
  readonly launchAttempts: number;
  readonly lastLaunchAt?: string | undefined;
  readonly ec2InstanceId?: string | undefined;
  readonly address?: string | undefined;
  readonly hostKeys?: readonly string[] | undefined;
  readonly position: BootPosition;
  /** The boot in which the blueprint's check passed last. */
  readonly checkedBoot?: number | undefined;
  /** Only a boot after this one proves a start or reboot; 0 for a new machine. */
  readonly bootBefore: number;
  /** Whether EC2 took the request of a reboot. */
  readonly isRebootSent?: boolean | undefined;
  readonly recordedAt?: string | undefined;
  readonly announcedAt?: string | undefined;
  /** Who must look at it: `active` the service and the reconciler, `settled` the reconciler alone; absent nobody. */
  readonly attention?: 'active' | 'settled' | undefined;
  readonly dueAt?: string | undefined;
}

/** Every parameter of RunInstances, frozen when the machine was asked for, so that a repeated call is the same call. */
export interface LaunchIntent {
  readonly imageId: string;
  readonly instanceType: string;
  /** A subnet lies in one zone, so this freezes the zone too, which EC2 leaves out of its own comparison. */
  readonly subnetId: string;
  readonly securityGroupId: string;
  readonly instanceProfile: string;
  readonly diskGib: number;
  readonly tags: Readonly<Record<string, string>>;
  /** The exact bytes, sealed: they hold the machine's token. */
  readonly userData: Sealed;
}

/** One line of a machine's history. */
export interface InstanceEvent {
  readonly id: string;
  readonly at: string;
  readonly actor?: { readonly id: string; readonly name: string } | undefined;
  readonly text: string;
}
