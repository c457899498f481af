import type { EC2Client } from '@aws-sdk/client-ec2';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import { InstanceRepository } from '@cloudapp/data/instance-repository';
import { QuotaRepository } from '@cloudapp/data/quota-repository';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { StrayRepository } from '@cloudapp/data/stray-repository';
import { Ec2Gateway } from './adapters/ec2-gateway.ts';
import { KmsSealer } from './adapters/kms-sealer.ts';
import { S3RecordStore } from './adapters/s3-record-store.ts';
import { SnsAnnouncements } from './adapters/sns-announcements.ts';
import { SshProbe } from './adapters/ssh-probe.ts';
import { Keeper } from './keeper.ts';
import { Launcher } from './launcher.ts';
import { Messenger } from './messenger.ts';
import type { Log, LoginProbe } from './ports.ts';
import { Sweep } from './sweep.ts';
import { MachineWriter } from './writer.ts';

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
  readonly clock: () => Date;
  readonly log: Log;
  /** @default a connection to the login port */
  readonly probe?: LoginProbe | undefined;
}

/** Everything that looks after machines, put together; what the service and the reconciler share. */
export function composeMachines(options: MachinesOptions) {
  const { database, clock, log, settings } = options;
  const instances = new InstanceRepository(database);
  const quotas = new QuotaRepository(database);
  const statistics = new StatisticsRepository(database);
  const strays = new StrayRepository(database);
  const audit = new AuditRepository(database);
  const ec2 = new Ec2Gateway(options.ec2, settings.environment);
  const sealer = new KmsSealer(options.kms, settings.secretsKeyId);
  const writer = new MachineWriter({ database, instances, quotas, statistics, audit });
  const launcher = new Launcher({ instances, writer, ec2, sealer, clock, log });
  const records = new S3RecordStore(options.s3, settings.recordsBucket);
  const announcements = new SnsAnnouncements(options.sns, settings.topicArn);
  const messenger = new Messenger({ instances, writer, records, announcements, clock });
  const probe = options.probe ?? new SshProbe();
  const keeper = new Keeper({ instances, writer, launcher, messenger, ec2, probe, clock, log });
  const sweep = new Sweep({ instances, strays, statistics, audit, ec2, log });
  return { instances, quotas, statistics, strays, audit, ec2, sealer, writer, keeper, sweep };
}

export type Machines = ReturnType<typeof composeMachines>;
