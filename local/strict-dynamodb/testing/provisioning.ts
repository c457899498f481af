import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { BootEvent } from '@cloudapp/contracts/boot-event';
import { machinePricesIn } from '@cloudapp/contracts/machine-prices';
import type { Database } from '@cloudapp/data/database';
import { IdempotencyRepository } from '@cloudapp/data/idempotency-repository';
import { newId } from '@cloudapp/data/ids';
import { SshKeyRepository } from '@cloudapp/data/ssh-key-repository';
import { step, transact } from '@cloudapp/data/transaction';
import type { CalendarSource, Ec2, Log } from '@cloudapp/machines/application/ports';
import { assembleMachines } from '@cloudapp/machines/composition';
import { stub } from '@cloudapp/machines/testing/stub';
import {
  readBlueprints,
  readMachineFiles,
} from '../../../microservices/provision-instance/src/adapters/blueprint-folder.ts';
import { LessonReader } from '../../../microservices/provision-instance/src/adapters/lesson-reader.ts';
import { Catalogue } from '../../../microservices/provision-instance/src/application/catalogue.ts';
import { LaunchRate } from '../../../microservices/provision-instance/src/application/launch-rate.ts';
import { Launches } from '../../../microservices/provision-instance/src/application/launches.ts';
import { MachineReports } from '../../../microservices/provision-instance/src/application/machine-reports.ts';
import { ReportRate } from '../../../microservices/provision-instance/src/application/report-rate.ts';
import { idempotentRequest } from '../../../microservices/provision-instance/src/domain/idempotent-request.ts';
import { buildUserData } from '../../../microservices/provision-instance/src/domain/user-data.ts';

const serviceFolder = join(import.meta.dirname, '../../../microservices/provision-instance');
const machineToken = 'm'.repeat(43);
/** As large as what KMS seals. */
const seal = (plaintext: Uint8Array) => ({
  wrappedKey: 'k'.repeat(248),
  nonce: 'n'.repeat(16),
  tag: 't'.repeat(24),
  data: Buffer.from(plaintext).toString('base64'),
});

/** EC2, KMS, S3 and SNS that do at once what they are asked: what is looked at is what DynamoDB makes of the product. */
function willingPorts(clock: () => Date, warn: (details: object) => void) {
  const running = { power: 'running', address: '192.0.2.1', privateAddress: '10.41.32.7' } as const;
  return {
    ec2: stub<Ec2>('ec2', {
      launch: async () =>
        Promise.resolve({ ...running, ec2InstanceId: `i-${randomUUID().replaceAll('-', '').slice(0, 17)}` }),
      observe: async () => Promise.resolve(running),
      limitCredits: async () => Promise.resolve(),
    }),
    sealer: {
      seal: async (_: string, plaintext: Uint8Array) => Promise.resolve(seal(plaintext)),
      open: async () => Promise.resolve(Buffer.from('user-data')),
    },
    records: { write: async () => Promise.resolve() },
    announcements: { announce: async () => Promise.resolve() },
    probe: { answers: async () => Promise.resolve(true) },
    calendars: stub<CalendarSource>('calendars'),
    // Nobody waits for EC2.
    pace: { burst: 10_000, perSecond: 1_000 },
    clock,
    log: stub<Log>('log', { warn, info: () => undefined }),
  };
}

/**
 * One replica of what launches machines and takes their reports, put together as the service does it.
 * @param warn told what the keeper could not do
 */
export function composeProvisioning(database: Database, clock: () => Date, warn: (details: object) => void) {
  const machines = assembleMachines(database, willingPorts(clock, warn));
  const blueprints = readBlueprints(join(serviceFolder, 'blueprints'));
  const machineFiles = readMachineFiles(join(serviceFolder, 'machine'));
  const lessons = new LessonReader(machines.statistics, clock);
  const wake = () => undefined;
  const launches = new Launches({
    database,
    machines,
    sshKeys: new SshKeyRepository(database),
    catalogue: new Catalogue(blueprints, lessons, machinePricesIn('eu-west-1')),
    wake,
    rate: new LaunchRate({ database, machines, launchesPerHour: 20 }),
    idempotency: new IdempotencyRepository(database),
    imageOf: async () => Promise.resolve('ami-0123456789abcdef0'),
    userDataOf: ({ definition, ...input }) =>
      buildUserData({
        ...input,
        machineFiles,
        blueprint: definition,
        reportsUrl: `https://cloudapp.example/api/instances/${input.instanceId}`,
      }),
    network: {
      environment: 'bench',
      subnetIds: ['subnet-0123456789abcdef0'],
      securityGroups: Object.fromEntries(blueprints.map(({ id }) => [id, 'sg-0123456789abcdef0'])),
      instanceProfile: 'machine',
    },
    newInstanceId: (now) => newId('mch', now),
    newToken: () => machineToken,
    random: Math.random,
  });
  const reports = new MachineReports({ machines, wake, rate: new ReportRate() });

  /** Somebody who may have a machine. */
  const givenOwner = async () => {
    const id = newId('usr', clock());
    await transact(database, [step(machines.quotas.putItem(id, 3), 'known')], (reason) => {
      throw new Error(reason);
    });
    return { id, name: 'Ada Lovelace', email: `${id}@example.org` };
  };
  const launch = async (owner: Awaited<ReturnType<typeof givenOwner>>) => {
    const choices = {
      blueprintId: 'postgresql',
      name: 'Database',
      size: 'small',
      durationHours: 8,
      sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p',
    } as const;
    const actor = { ...owner, address: '203.0.113.7', isAdmin: false, provenAt: clock().toISOString() };
    return await launches.launch(owner, actor, choices, idempotentRequest(owner.id, randomUUID(), choices), clock());
  };
  const report = async (instanceId: string, event: BootEvent) => {
    await reports.take(instanceId, machineToken, event, clock());
  };
  const keep = (instanceId: string) => machines.keeper.work(instanceId);
  return { machines, givenOwner, launch, report, keep };
}

/** What a machine reports while it boots, in order. @param stepIds of its blueprint */
export function bootReports(stepIds: readonly string[]): BootEvent[] {
  const hostKeys = ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p'];
  const events = [
    { type: 'booted' } as const,
    ...stepIds.flatMap((stepId) => [
      { type: 'step-started', stepId } as const,
      { type: 'step-output', stepId, line: 'Setting up' } as const,
      { type: 'step-finished', stepId, seconds: 12 } as const,
    ]),
    { type: 'check-passed', seconds: 2, hostKeys, secrets: {} } as const,
  ];
  return events.map((event, index) => ({ ...event, boot: 1, sequence: index + 1 }));
}
