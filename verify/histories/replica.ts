import { StatisticsCounter } from '@cloudapp/data/statistics-counter';
import { IdempotencyRepository } from '@cloudapp/data/idempotency-repository';
import { newId } from '@cloudapp/data/ids';
import { PresentOwners } from '@cloudapp/data/present-owners';
import { SettingRepository } from '@cloudapp/data/setting-repository';
import { SshKeyRepository } from '@cloudapp/data/ssh-key-repository';
import { UserRepository } from '@cloudapp/data/user-repository';
import type { BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { machinePricesIn } from '@cloudapp/contracts/machine-prices';
import type { Database } from '@cloudapp/data/database';
import { composeMachines, type Machines } from '@cloudapp/machines/composition';
import { stub } from '@cloudapp/machines/testing/stub';
import type { Log, LoginProbe } from '@cloudapp/machines/application/ports';
import { countStatistics } from '../../functions/count-statistics/count-statistics.ts';
import { reconcile } from '../../functions/reconcile-instances/reconcile.ts';
import { LessonReader } from '../../microservices/provision-instance/src/adapters/lesson-reader.ts';
import { AnswerRate } from '../../microservices/provision-instance/src/application/answer-rate.ts';
import { AttentionLoop } from '../../microservices/provision-instance/src/application/attention-loop.ts';
import { Catalogue } from '../../microservices/provision-instance/src/application/catalogue.ts';
import { FetchRate } from '../../microservices/provision-instance/src/application/fetch-rate.ts';
import { InstanceActions } from '../../microservices/provision-instance/src/application/instance-actions.ts';
import { LaunchRate } from '../../microservices/provision-instance/src/application/launch-rate.ts';
import { Launches } from '../../microservices/provision-instance/src/application/launches.ts';
import { MachineHours } from '../../microservices/provision-instance/src/application/machine-hours.ts';
import { MachineReports } from '../../microservices/provision-instance/src/application/machine-reports.ts';
import { MachineUsage } from '../../microservices/provision-instance/src/application/machine-usage.ts';
import { MailAnswers } from '../../microservices/provision-instance/src/application/mail-answers.ts';
import { PersonBudgets } from '../../microservices/provision-instance/src/application/person-budgets.ts';
import { ReportRate } from '../../microservices/provision-instance/src/application/report-rate.ts';
import { RulesOfMachines } from '../../microservices/provision-instance/src/application/rules-of-machines.ts';
import type { Aws } from './aws.ts';
import type { Chance } from './chance.ts';
import type { UserData } from './guests.ts';
import type { RunningProcess } from './running-process.ts';

export const environment = 'history';
export const subnetIds = ['subnet-a', 'subnet-b', 'subnet-c'];

/** What a process of the product is put together with. */
export interface Parts {
  readonly process: RunningProcess;
  readonly database: Database;
  readonly aws: Aws;
  readonly probe: LoginProbe;
  readonly chance: Chance;
}

/** Nobody reads it here: what went wrong is known. */
const log = stub<Log>('log', { info: () => undefined, warn: () => undefined, error: () => undefined });

function machinesOf({ process, database, aws, probe }: Parts): Machines {
  return composeMachines({
    database,
    ...aws.clientsOf(process),
    settings: { environment, recordsBucket: 'records', topicArn: 'arn:topic', secretsKeyId: 'key' },
    calendars: { read: async () => Promise.resolve({ fault: 'Nobody follows any' }) },
    clock: process.clock,
    log,
    probe,
  });
}

/** One replica of provision-instance, without its frame: what its routes call, and what it does by itself once it is started. */
export function composeReplica(parts: Parts, blueprint: BlueprintDefinition) {
  const { process, database, chance } = parts;
  const machines = machinesOf(parts);
  const loop = new AttentionLoop(machines.keeper, log);
  const { wake } = loop;
  const lessons = new LessonReader(machines.statistics, process.clock);
  const launches = new Launches({
    database,
    machines,
    sshKeys: new SshKeyRepository(database),
    catalogue: new Catalogue([blueprint], lessons, machinePricesIn('eu-west-1')),
    wake,
    rate: new LaunchRate({ database, machines, launchesPerHour: 1000 }),
    idempotency: new IdempotencyRepository(database),
    imageOf: async () => Promise.resolve('ami-1'),
    userDataOf: ({ instanceId, token, definition }) => {
      const data: UserData = { instanceId, token, stepIds: definition.steps.map(({ id }) => id) };
      return Buffer.from(JSON.stringify(data));
    },
    network: { environment, subnetIds, securityGroups: { [blueprint.id]: 'sg-1' }, instanceProfile: 'machine' },
    newInstanceId: (now) => newId('mch', now, (size) => Uint8Array.from({ length: size }, () => chance.whole(0, 255))),
    newToken: () => chance.digits(43),
    random: chance.random,
  });
  const rate = new ReportRate();
  const owners = new PresentOwners(machines.owners);
  const { audit, holidays } = machines;
  return {
    process,
    machines,
    launches,
    actions: new InstanceActions({ machines, rules: machines.rules, owners, wake }),
    hours: new MachineHours({ machines, owners, rate: new FetchRate(), site: 'https://cloudapp.example' }),
    answers: new MailAnswers({ database, machines, rate: new AnswerRate(), wake }),
    rules: new RulesOfMachines({ database, settings: new SettingRepository(database), audit, holidays }),
    budgets: new PersonBudgets({
      ...{ database, audit, settings: new SettingRepository(database) },
      ...{ quotas: machines.quotas, users: new UserRepository(database) },
    }),
    reports: new MachineReports({ machines, wake, rate }),
    usage: new MachineUsage({ machines, wake, rate, owners }),
    start: () => {
      loop.start();
    },
    close: () => loop.close(),
  };
}

export type Replica = ReturnType<typeof composeReplica>;

/** One that looks by itself for machines that are due. */
export function startReplica(parts: Parts, blueprint: BlueprintDefinition): Replica {
  const replica = composeReplica(parts, blueprint);
  replica.start();
  return replica;
}

/** How long a run of the reconciler may take before it takes nothing more. */
const runMs = 40_000;

/** One run of the reconciler, as its clock calls it each minute. */
export async function runReconciler(parts: Parts): Promise<void> {
  const { clock } = parts.process;
  const machines = machinesOf(parts);
  await reconcile({ machines, clock, stopAt: new Date(clock().getTime() + runMs) });
}

/** One run of the counting function, by its clock: it counts whatever waits. */
export async function runCounter({ database }: Parts, random: () => number): Promise<void> {
  await countStatistics({}, { counter: new StatisticsCounter(database, random), log });
}
