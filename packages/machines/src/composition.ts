import type { EC2Client } from '@aws-sdk/client-ec2';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import { launchPace } from '@cloudapp/contracts/launch-pace';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import { InstanceRepository } from '@cloudapp/data/instance-repository';
import { LaunchTurnRepository, type Pace } from '@cloudapp/data/launch-turn-repository';
import { QuotaRepository } from '@cloudapp/data/quota-repository';
import { SettingRepository } from '@cloudapp/data/setting-repository';
import { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { StrayRepository } from '@cloudapp/data/stray-repository';
import { UsageRepository } from '@cloudapp/data/usage-repository';
import { UserRepository } from '@cloudapp/data/user-repository';
import { Ec2Gateway } from './adapters/ec2-gateway.ts';
import { KmsSealer } from './adapters/kms-sealer.ts';
import { PublicHolidays } from './adapters/public-holidays.ts';
import { S3RecordStore } from './adapters/s3-record-store.ts';
import { SnsAnnouncements } from './adapters/sns-announcements.ts';
import { SshProbe } from './adapters/ssh-probe.ts';
import { BudgetWatch } from './application/budget-watch.ts';
import { Keeper } from './application/keeper.ts';
import { Launcher } from './application/launcher.ts';
import { Messenger } from './application/messenger.ts';
import { CalendarRenewal } from './application/calendar-renewal.ts';
import type {
  Announcements,
  CalendarSource,
  Ec2,
  HolidayCalendar,
  Log,
  LoginProbe,
  RecordStore,
  Sealer,
} from './application/ports.ts';
import { Review } from './application/review.ts';
import { MachineRules } from './application/machine-rules.ts';
import { Sweep } from './application/sweep.ts';
import { MachineWriter } from './application/writer.ts';

export interface MachinesOptions {
  readonly database: Database;
  /** Must make one attempt only (see `Ec2Gateway`). */
  readonly ec2: EC2Client;
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly kms: KMSClient;
  readonly settings: {
    /** The environment's prefix, by which its instances are tagged. */
    readonly environment: string;
    readonly recordsBucket: string;
    readonly topicArn: string;
    readonly secretsKeyId: string;
  };
  readonly calendars: CalendarSource;
  readonly clock: () => Date;
  readonly log: Log;
  /** @default a connection to the login port */
  readonly probe?: LoginProbe | undefined;
}

/** Everything outside that machines need. */
export interface MachinePorts {
  readonly ec2: Ec2;
  readonly sealer: Sealer;
  readonly records: RecordStore;
  readonly announcements: Announcements;
  readonly probe: LoginProbe;
  /** @default those that `date-holidays` knows */
  readonly holidays?: HolidayCalendar;
  readonly calendars: CalendarSource;
  readonly clock: () => Date;
  readonly log: Log;
  /** How fast EC2 takes launches. @default as AWS documents it */
  readonly pace?: Pace | undefined;
}

/** Everything that looks after machines, put together; what the service and the reconciler share. */
export function composeMachines({ database, settings, calendars, clock, log, ...aws }: MachinesOptions) {
  return assembleMachines(database, {
    ec2: new Ec2Gateway(aws.ec2, settings.environment),
    sealer: new KmsSealer(aws.kms, settings.secretsKeyId),
    records: new S3RecordStore(aws.s3, settings.recordsBucket),
    announcements: new SnsAnnouncements(aws.sns, settings.topicArn),
    probe: aws.probe ?? new SshProbe(),
    calendars,
    clock,
    log,
  });
}

/** The same, whatever stands behind the ports. */
export function assembleMachines(database: Database, ports: MachinePorts) {
  const { ec2, sealer, records, announcements, probe, calendars, clock, log, pace = launchPace } = ports;
  const { holidays = new PublicHolidays() } = ports;
  const instances = new InstanceRepository(database);
  const quotas = new QuotaRepository(database);
  const statistics = new StatisticsRepository(database);
  const statisticsEvents = new StatisticsEventRepository(database);
  const strays = new StrayRepository(database);
  const audit = new AuditRepository(database);
  const writer = new MachineWriter({ database, instances, quotas, statisticsEvents, audit });
  const turns = new LaunchTurnRepository(database, pace);
  const launcher = new Launcher({ instances, turns, writer, ec2, sealer, clock, log });
  const messenger = new Messenger({ instances, writer, records, announcements, clock });
  const owners = new UserRepository(database);
  const rules = new MachineRules({ owners, quotas, settings: new SettingRepository(database) });
  const watch = new BudgetWatch({ database, quotas, audit, rules });
  const usage = new UsageRepository(database);
  const keeper = new Keeper({
    usage,
    watch,
    instances,
    owners,
    rules,
    writer,
    launcher,
    messenger,
    ec2,
    probe,
    holidays,
    clock,
    log,
  });
  const sweep = new Sweep({ instances, strays, statisticsEvents, audit, ec2, log });
  const calendarRenewal = new CalendarRenewal({ writer, calendars, clock, log });
  const review = new Review({ instances, writer, watch, keeper, calendars: calendarRenewal, clock, log });
  const repositories = { instances, quotas, statistics, statisticsEvents, strays, audit, owners };
  const workers = { writer, launcher, messenger, keeper, review, calendarRenewal, sweep };
  return { ...repositories, ...workers, usage, ec2, sealer, holidays, calendars, rules };
}

export type Machines = ReturnType<typeof assembleMachines>;
