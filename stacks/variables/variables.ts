import type { ServiceName } from '@cloudapp/contracts/service';
import type { Environment } from '../../config/environment.ts';
import { physicalName, prefixOf, topicArn } from '../names.ts';
import { exactly, type FunctionVariables, type ServiceVariables } from './contracts.ts';

/** What variables are made from, of an environment on AWS and of the local cloud alike. */
export type Settings = Pick<Environment, 'name' | 'account' | 'region' | 'signIn'>;

export interface KeeperInputs {
  readonly recordsBucket: string;
  readonly secretsKeyArn: string;
}

export interface LauncherInputs extends KeeperInputs {
  readonly machineSubnetIds: readonly string[];
  readonly machineSecurityGroupIds: Readonly<Record<string, string>>;
  readonly publicOrigin: string;
}

/** How a service stands in the place where it runs. */
export interface Place {
  /** Address and port that it listens on. */
  readonly host: string;
  readonly port: number;
  /** Proxies of ours before it. */
  readonly trustedProxyHops: number;
  readonly shutdownDelaySeconds: number;
  readonly shutdownDrainSeconds: number;
}

const common = (settings: Settings) => ({ TABLE_PREFIX: prefixOf(settings), LOG_LEVEL: 'info' }) as const;

export function authenticateVariables(settings: Settings): FunctionVariables<'authenticate'> {
  const { sessionAbsoluteHours, maxFailures, maxFailuresPerAddress, failureWindowMinutes } = settings.signIn;
  return exactly<FunctionVariables<'authenticate'>>()({
    ...common(settings),
    SESSION_ABSOLUTE_HOURS: String(sessionAbsoluteHours),
    MAX_FAILURES: String(maxFailures),
    MAX_FAILURES_PER_ADDRESS: String(maxFailuresPerAddress),
    FAILURE_WINDOW_MINUTES: String(failureWindowMinutes),
  });
}

export function notifyAdminVariables(settings: Settings, publicOrigin: string): FunctionVariables<'notify-admin'> {
  return {
    LOG_LEVEL: 'info',
    ADMIN_LOGINS_TOPIC_ARN: topicArn(settings, 'admin-logins'),
    PUBLIC_ORIGIN: publicOrigin,
  };
}

export function analyseVariables(settings: Settings, recordsBucket: string): FunctionVariables<'analyse-provisioning'> {
  return exactly<FunctionVariables<'analyse-provisioning'>>()({ ...common(settings), RECORDS_BUCKET: recordsBucket });
}

export function reconcileVariables(settings: Settings, inputs: KeeperInputs): FunctionVariables<'reconcile-instances'> {
  return exactly<FunctionVariables<'reconcile-instances'>>()({ ...common(settings), ...keeper(settings, inputs) });
}

/** What each service is told. */
export function serviceVariables(
  settings: Settings,
  place: Place,
  inputs: LauncherInputs,
): { readonly [S in ServiceName]: ServiceVariables<S> } {
  const { sessionIdleMinutes, maxFailures, failureWindowMinutes } = settings.signIn;
  const service = {
    ...common(settings),
    ...placeVariables(place),
    AWS_REGION: settings.region,
    PUBLIC_ORIGIN: inputs.publicOrigin,
    SESSION_IDLE_MINUTES: String(sessionIdleMinutes),
  };
  return {
    'create-user': exactly<ServiceVariables<'create-user'>>()({
      ...service,
      MAX_FAILURES: String(maxFailures),
      FAILURE_WINDOW_MINUTES: String(failureWindowMinutes),
    }),
    'provision-instance': exactly<ServiceVariables<'provision-instance'>>()({
      ...service,
      ...keeper(settings, inputs),
      MACHINE_SUBNET_IDS: inputs.machineSubnetIds.join(','),
      MACHINE_SECURITY_GROUPS: JSON.stringify(inputs.machineSecurityGroupIds),
      MACHINE_INSTANCE_PROFILE: physicalName(settings, 'machine'),
      BOOT_EVENTS_ORIGIN: inputs.publicOrigin,
    }),
    'view-stats': exactly<ServiceVariables<'view-stats'>>()(service),
  };
}

/** The part of a service's variables that its place decides. */
export function placeVariables(place: Place) {
  return {
    HOST: place.host,
    PORT: String(place.port),
    TRUSTED_PROXY_HOPS: String(place.trustedProxyHops),
    SHUTDOWN_DELAY_SECONDS: String(place.shutdownDelaySeconds),
    SHUTDOWN_DRAIN_SECONDS: String(place.shutdownDrainSeconds),
  };
}

/** What looking after machines takes, in the service and in the function alike. */
function keeper(settings: Settings, { recordsBucket, secretsKeyArn }: KeeperInputs) {
  return {
    RECORDS_BUCKET: recordsBucket,
    ADMIN_PROVISIONING_TOPIC_ARN: topicArn(settings, 'admin-provisioning'),
    SECRETS_KEY_ID: secretsKeyArn,
  };
}
