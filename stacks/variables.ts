import type { Environment, ServiceName } from '../config/environment.ts';
import { physicalName, prefixOf, topicArn } from './names.ts';

export type Variables = Record<string, string>;

/** What every part of the logic tier is told. Lambda sets AWS_REGION itself and refuses to be told. */
function common(environment: Environment): Variables {
  return { TABLE_PREFIX: prefixOf(environment), LOG_LEVEL: 'info' };
}

export function authenticateVariables(environment: Environment): Variables {
  const { sessionAbsoluteHours, maxFailures, failureWindowMinutes } = environment.signIn;
  return {
    ...common(environment),
    SESSION_ABSOLUTE_HOURS: String(sessionAbsoluteHours),
    MAX_FAILURES: String(maxFailures),
    FAILURE_WINDOW_MINUTES: String(failureWindowMinutes),
  };
}

export function notifyAdminVariables(environment: Environment, publicOrigin: string): Variables {
  return {
    LOG_LEVEL: 'info',
    ADMIN_LOGINS_TOPIC_ARN: topicArn(environment, 'admin-logins'),
    PUBLIC_ORIGIN: publicOrigin,
  };
}

export function analyseVariables(environment: Environment, recordsBucket: string): Variables {
  return { ...common(environment), RECORDS_BUCKET: recordsBucket };
}

export interface LauncherInputs {
  readonly recordsBucket: string;
  readonly secretsKeyArn: string;
  readonly machineSubnetIds: readonly string[];
  readonly machineSecurityGroupIds: Readonly<Record<string, string>>;
  readonly publicOrigin: string;
}

type KeeperInputs = Pick<LauncherInputs, 'recordsBucket' | 'secretsKeyArn'>;

/** What looking after machines takes, in the service and in the function alike. */
export function keeperVariables(environment: Environment, { recordsBucket, secretsKeyArn }: KeeperInputs): Variables {
  return {
    ...common(environment),
    RECORDS_BUCKET: recordsBucket,
    ADMIN_PROVISIONING_TOPIC_ARN: topicArn(environment, 'admin-provisioning'),
    SECRETS_KEY_ID: secretsKeyArn,
  };
}

/** What launching a machine takes besides. */
export function launcherVariables(environment: Environment, inputs: LauncherInputs): Variables {
  return {
    ...keeperVariables(environment, inputs),
    MACHINE_SUBNET_IDS: inputs.machineSubnetIds.join(','),
    MACHINE_SECURITY_GROUPS: JSON.stringify(inputs.machineSecurityGroupIds),
    MACHINE_INSTANCE_PROFILE: physicalName(environment, 'machine'),
    BOOT_EVENTS_ORIGIN: inputs.publicOrigin,
  };
}

/** What each service is told, besides what launching takes. */
export function serviceVariables(environment: Environment, publicOrigin: string): Record<ServiceName, Variables> {
  const { sessionIdleMinutes, sessionAbsoluteHours } = environment.signIn;
  const service = {
    ...common(environment),
    AWS_REGION: environment.region,
    NODE_ENV: 'production',
    PORT: '8080',
    PUBLIC_ORIGIN: publicOrigin,
    SESSION_IDLE_MINUTES: String(sessionIdleMinutes),
    SESSION_ABSOLUTE_HOURS: String(sessionAbsoluteHours),
    // nginx names the viewer, the load balancer appends nginx.
    TRUSTED_PROXY_HOPS: '2',
    // Together below the 60 s that a pod is given; the delay covers what the load balancer needs to turn away.
    SHUTDOWN_DELAY_SECONDS: '10',
    SHUTDOWN_DRAIN_SECONDS: '25',
  };
  return { 'create-user': service, 'provision-instance': service, 'view-stats': service };
}
