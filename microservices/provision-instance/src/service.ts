import { EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { composeAccessTokenCheck, composeSessionCheck } from '@cloudapp/accounts/composition';
import type { BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { machinePricesIn } from '@cloudapp/contracts/machine-prices';
import { openDatabase, type Database } from '@cloudapp/data/database';
import { IdempotencyRepository } from '@cloudapp/data/idempotency-repository';
import { newId } from '@cloudapp/data/ids';
import { InstanceLists } from '@cloudapp/data/instance-lists';
import { PastInstances } from '@cloudapp/data/past-instances';
import { PresentOwners } from '@cloudapp/data/present-owners';
import { SettingRepository } from '@cloudapp/data/setting-repository';
import { SpendRepository } from '@cloudapp/data/spend-repository';
import { SshKeyRepository } from '@cloudapp/data/ssh-key-repository';
import { newToken } from '@cloudapp/data/token';
import { UserRepository } from '@cloudapp/data/user-repository';
import { composeMachines } from '@cloudapp/machines/composition';
import type { LoginProbe } from '@cloudapp/machines/application/ports';
import { awsClock } from '@cloudapp/service-kit/aws-clock';
import { createApplication, type ApplicationOptions } from '@cloudapp/service-kit/application';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { CalendarReader } from '@cloudapp/service-kit/internet/calendar-reader';
import type { Logger } from '@cloudapp/service-kit/logger';
import { translatingErrors } from '@cloudapp/service-kit/route';
import { ImageParameters } from './adapters/image-parameters.ts';
import { LessonReader } from './adapters/lesson-reader.ts';
import { AnswerRate } from './application/answer-rate.ts';
import { AttentionLoop } from './application/attention-loop.ts';
import { Catalogue } from './application/catalogue.ts';
import { FetchRate } from './application/fetch-rate.ts';
import { InstanceActions } from './application/instance-actions.ts';
import { LaunchRate } from './application/launch-rate.ts';
import { Launches } from './application/launches.ts';
import { LoginAccess } from './application/login-access.ts';
import { MailAnswers } from './application/mail-answers.ts';
import { MachineHours } from './application/machine-hours.ts';
import { MachineKeys } from './application/machine-keys.ts';
import { MachineReports } from './application/machine-reports.ts';
import { MachineUsage } from './application/machine-usage.ts';
import { PersonBudgets } from './application/person-budgets.ts';
import { Rehearsals } from './application/rehearsals.ts';
import { ReportRate } from './application/report-rate.ts';
import { RulesOfMachines } from './application/rules-of-machines.ts';
import { SeveralLaunches } from './application/several-launches.ts';
import { buildUserData, type MachineFiles } from './domain/user-data.ts';
import type { Environment } from './environment.ts';
import { implementAnswerRoutes } from './routes/answer-routes.ts';
import { implementBlueprintRoutes } from './routes/blueprint-routes.ts';
import { implementBootEventRoutes } from './routes/boot-event-routes.ts';
import { implementBudgetRoutes } from './routes/budget-routes.ts';
import { implementFleetRoutes } from './routes/fleet-routes.ts';
import { implementHoursRoutes } from './routes/hours-routes.ts';
import { implementInstanceRoutes } from './routes/instance-routes.ts';
import { implementLaunchRoutes } from './routes/launch-routes.ts';
import { implementMachineRulesRoutes } from './routes/machine-rules-routes.ts';
import { implementUsageRoutes } from './routes/usage-routes.ts';
import { toProblemError } from './routes/problems.ts';
import { implementSshKeyRoutes } from './routes/ssh-key-routes.ts';

export interface ServiceOptions extends Pick<ApplicationOptions, 'onUndeclaredProblem'> {
  readonly environment: Environment;
  readonly logger: Logger;
  readonly blueprints: readonly BlueprintDefinition[];
  readonly machineFiles: MachineFiles;
  /** @default the tables that the environment names */
  readonly database?: Database | undefined;
  /** @default the system's clock */
  readonly clock?: (() => Date) | undefined;
  /** @default a connection to the login port */
  readonly probe?: LoginProbe | undefined;
}

/** The service, put together and not yet listening; `start` begins to look after machines. */
export function createService(options: ServiceOptions) {
  const { environment, logger, machineFiles, clock = awsClock.now } = options;
  const calls = callSettings(patience.request);
  const { database = openDatabase(environment.TABLE_PREFIX, calls) } = options;
  const aws = {
    ec2: new EC2Client(callSettings(patience.ec2)),
    s3: new S3Client(calls),
    sns: new SNSClient(calls),
    kms: new KMSClient(calls),
    ssm: new SSMClient(calls),
  };
  const settings = machineSettings(environment);
  const machines = composeMachines({
    database,
    ...aws,
    settings,
    calendars: new CalendarReader(environment.CALENDAR_NETWORKS),
    clock,
    log: logger,
    probe: options.probe,
  });
  const loop = new AttentionLoop(machines.keeper, logger);
  const { wake } = loop;
  const images = new ImageParameters(aws.ssm, clock);
  const lessons = new LessonReader(machines.statistics, clock);
  const catalogue = new Catalogue(options.blueprints, lessons, machinePricesIn(environment.AWS_REGION));
  const sshKeys = new SshKeyRepository(database);
  const owners = new PresentOwners(new UserRepository(database));
  const lists = new InstanceLists(database, machines.instances, owners);
  const rate = new ReportRate();
  const idempotency = new IdempotencyRepository(database);
  const appSettings = new SettingRepository(database);
  const launches = new Launches({
    database,
    machines,
    sshKeys,
    catalogue,
    wake,
    rate: new LaunchRate({ database, machines, launchesPerHour: environment.LAUNCHES_PER_HOUR }),
    idempotency,
    imageOf: (parameter) => images.imageOf(parameter),
    userDataOf: ({ definition, ...input }) =>
      buildUserData({
        ...input,
        machineFiles,
        blueprint: definition,
        reportsUrl: `${environment.BOOT_EVENTS_ORIGIN}/api/instances/${input.instanceId}`,
      }),
    network: networkOf(environment),
    newInstanceId: (now) => newId('mch', now),
    newToken,
    random: Math.random,
  });
  const application = createApplication({
    routes: translatingErrors(
      [
        ...implementBlueprintRoutes(catalogue),
        ...implementLaunchRoutes({
          launches,
          several: new SeveralLaunches({ database, idempotency, launches }),
          instances: machines.instances,
        }),
        ...implementInstanceRoutes({
          machines,
          lists,
          owners,
          actions: new InstanceActions({ machines, rules: machines.rules, owners, wake }),
          login: new LoginAccess(machines),
          keys: new MachineKeys({ machines, owners, sshKeys }),
        }),
        ...implementHoursRoutes(
          new MachineHours({ machines, owners, rate: new FetchRate(), site: environment.PUBLIC_ORIGIN }),
          machines.holidays,
        ),
        ...implementAnswerRoutes(new MailAnswers({ database, machines, wake, rate: new AnswerRate() })),
        ...implementFleetRoutes(lists, machines.strays),
        ...implementBootEventRoutes(new MachineReports({ machines, wake, rate })),
        ...implementUsageRoutes(new MachineUsage({ machines, wake, rate, owners })),
        ...implementSshKeyRoutes(sshKeys),
        ...implementMachineRulesRoutes(
          new RulesOfMachines({
            database,
            settings: appSettings,
            audit: machines.audit,
            holidays: machines.holidays,
          }),
          new Rehearsals({
            settings: appSettings,
            spend: new SpendRepository(database),
            past: new PastInstances(database),
            usage: machines.usage,
            users: machines.owners,
            holidays: machines.holidays,
          }),
        ),
        ...implementBudgetRoutes(
          new PersonBudgets({ ...machines, database, settings: appSettings, users: machines.owners }),
        ),
      ],
      toProblemError,
    ),
    sessions: composeSessionCheck(database, environment.SESSION_IDLE_MINUTES),
    tokens: composeAccessTokenCheck(database),
    publicOrigin: environment.PUBLIC_ORIGIN,
    logger,
    trustedProxyHops: environment.TRUSTED_PROXY_HOPS,
    answerSeconds: environment.ANSWER_SECONDS,
    onUndeclaredProblem: options.onUndeclaredProblem,
    readiness: { tables: () => machines.statistics.readOne('gauge#0') },
    now: clock,
  });
  const close = async () => {
    await loop.close();
    for (const client of [database.client, ...Object.values(aws)]) client.destroy();
  };
  const start = () => {
    loop.start();
  };
  return { application, machines, start, close };
}

function machineSettings(environment: Environment) {
  return {
    environment: environment.TABLE_PREFIX,
    recordsBucket: environment.RECORDS_BUCKET,
    topicArn: environment.ADMIN_PROVISIONING_TOPIC_ARN,
    secretsKeyId: environment.SECRETS_KEY_ID,
  };
}

function networkOf(environment: Environment) {
  return {
    environment: environment.TABLE_PREFIX,
    subnetIds: environment.MACHINE_SUBNET_IDS,
    securityGroups: environment.MACHINE_SECURITY_GROUPS,
    instanceProfile: environment.MACHINE_INSTANCE_PROFILE,
  };
}
