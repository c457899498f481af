import type { PowerAction } from '@cloudapp/contracts/instance-state';
import type { HolidayRegion } from '@cloudapp/contracts/weekly-hours';
import type { LaunchIntent } from '@cloudapp/data/instance-record';
import type { Sealed } from '@cloudapp/data/sealed';
import type { FoundInstance, Observed } from '../domain/observed.ts';
import type { ProvisioningRecord } from '../domain/provisioning-record.ts';

/** An EC2 instance that carries the tags of this environment. */
export interface TaggedInstance extends FoundInstance {
  /** The machine that its tag names. */
  readonly instanceId: string;
}

/** The part of EC2 that machines need; each power action has the call that carries it out. */
export interface Ec2 extends Readonly<Record<PowerAction, (ec2InstanceId: string) => Promise<void>>> {
  /** @throws StartError where EC2 refuses for good */
  start(ec2InstanceId: string): Promise<void>;
  /** @throws LaunchError */
  launch(intent: LaunchIntent, userData: Uint8Array): Promise<FoundInstance>;
  /** From now on the machine may use no more processor credits than it earns; for burstable types. */
  limitCredits(ec2InstanceId: string): Promise<void>;
  observe(ec2InstanceId: string): Promise<Observed>;
  /** Instances launched with one of the machine's tokens, newest knowledge first; empty when EC2 shows none. */
  findByToken(instanceId: string): Promise<FoundInstance[]>;
  listOwn(): Promise<TaggedInstance[]>;
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

/** A country whose holidays are known, and its regions that have others. */
export interface HolidayCountry {
  readonly country: string;
  readonly name: string;
  readonly regions: readonly { readonly region: string; readonly name: string }[];
}

export interface HolidayCalendar {
  /** The public holidays of some years as calendar days, ascending; undefined where the country or region is not known. */
  daysOf(region: HolidayRegion, firstYear: number, lastYear: number): Promise<readonly string[] | undefined>;
  countries(): Promise<readonly HolidayCountry[]>;
}

export interface CalendarSource {
  /** What an address gives, or why it gives nothing, in words for whoever typed it. Never rejects; takes ten seconds at most. */
  read(address: string): Promise<{ readonly bytes: Uint8Array } | { readonly fault: string }>;
}

/** Where the keeper says what it could not do; shaped as pino's loggers are. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
