import type { LaunchIntent, Sealed } from '@cloudapp/data/instance-record';
import type { ProvisioningRecord } from './provisioning-record.ts';

/** What EC2 says of an instance; `absent` when it knows none, which is also so for a moment after a launch. */
export interface Observed {
  readonly power: 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated' | 'absent';
  readonly address?: string | undefined;
  /** EC2's own words on why the instance is in this state, where they say more than the state's name. */
  readonly reason?: string | undefined;
}

/** An EC2 instance that carries the tags of this environment. */
export interface TaggedInstance extends Observed {
  readonly ec2InstanceId: string;
  /** The machine that its tag names. */
  readonly instanceId: string;
}

/** The part of EC2 that machines need. */
export interface Ec2 {
  /** @throws LaunchError */
  launch(instanceId: string, intent: LaunchIntent, userData: Uint8Array): Promise<{ ec2InstanceId: string } & Observed>;
  observe(ec2InstanceId: string): Promise<Observed>;
  /** Instances launched with the machine's token, newest knowledge first; empty when EC2 shows none. */
  findByToken(instanceId: string): Promise<({ ec2InstanceId: string } & Observed)[]>;
  listOwn(): Promise<TaggedInstance[]>;
  start(ec2InstanceId: string): Promise<void>;
  stop(ec2InstanceId: string): Promise<void>;
  reboot(ec2InstanceId: string): Promise<void>;
  terminate(ec2InstanceId: string): Promise<void>;
  consoleOutput(ec2InstanceId: string): Promise<{ output: string; at?: string | undefined }>;
}

/** Encrypts what belongs to one machine; what was sealed for one opens for no other. */
export interface Sealer {
  seal(instanceId: string, plaintext: Uint8Array): Promise<Sealed>;
  open(instanceId: string, sealed: Sealed): Promise<Uint8Array>;
}

export interface RecordStore {
  /** Writes a machine's record, unless it is there already. */
  write(record: ProvisioningRecord): Promise<void>;
}

export interface Announcements {
  /** Tells administrators of a new machine. */
  announce(record: ProvisioningRecord): Promise<void>;
}

export interface LoginProbe {
  /** Whether something answers as SSH does. */
  answers(address: string): Promise<boolean>;
}

/** Where the keeper says what it could not do; shaped as pino's loggers are. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
