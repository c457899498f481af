import type { environmentSchema as createUser } from '@cloudapp/create-user/environment';
import type { environmentSchema as provisionInstance } from '@cloudapp/provision-instance/environment';
import type { environmentSchema as viewStats } from '@cloudapp/view-stats/environment';
import type { ServiceName } from '@cloudapp/contracts/service';
import type * as z from 'zod';
import { physicalName } from '../names.ts';
import { exactly } from './exactly.ts';
import { auditProof, common, keeper, type AuditInputs, type KeeperInputs, type Settings } from './settings.ts';

interface ServiceSchemas {
  readonly 'create-user': typeof createUser;
  readonly 'provision-instance': typeof provisionInstance;
  readonly 'view-stats': typeof viewStats;
}

/** What a service must be told: what its schema reads. */
export type ServiceVariables<S extends ServiceName> = Readonly<z.input<ServiceSchemas[S]>>;

export interface LauncherInputs extends KeeperInputs {
  readonly machineSubnetIds: readonly string[];
  readonly machineSecurityGroupIds: Readonly<Record<string, string>>;
  readonly publicOrigin: string;
}

export type ServiceInputs = LauncherInputs & AuditInputs;

/** How a service stands in the place where it runs. */
export interface Place {
  /** Address and port that it listens on. */
  readonly host: string;
  readonly port: number;
  /** Proxies of ours before it. */
  readonly trustedProxyHops: number;
  /** How long a request may be worked on. */
  readonly answerSeconds: number;
  readonly shutdownDelaySeconds: number;
  readonly shutdownDrainSeconds: number;
}

/** What each service is told. */
export function serviceVariables(
  settings: Settings,
  place: Place,
  inputs: ServiceInputs,
): { readonly [S in ServiceName]: ServiceVariables<S> } {
  const { sessionIdleMinutes, maxFailures, failureWindowMinutes, invitationHours } = settings.signIn;
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
      INVITATION_HOURS: String(invitationHours),
      SECRETS_KEY_ID: inputs.secretsKeyArn,
    }),
    'provision-instance': exactly<ServiceVariables<'provision-instance'>>()({
      ...service,
      ...keeper(settings, inputs),
      LAUNCHES_PER_HOUR: String(settings.launchesPerHour),
      MACHINE_SUBNET_IDS: inputs.machineSubnetIds.join(','),
      MACHINE_SECURITY_GROUPS: JSON.stringify(inputs.machineSecurityGroupIds),
      MACHINE_INSTANCE_PROFILE: physicalName(settings, 'machine'),
      BOOT_EVENTS_ORIGIN: inputs.publicOrigin,
    }),
    'view-stats': exactly<ServiceVariables<'view-stats'>>()({ ...service, ...auditProof(inputs) }),
  };
}

/** The part of a service's variables that its place decides. */
export function placeVariables(place: Place) {
  return {
    HOST: place.host,
    PORT: String(place.port),
    TRUSTED_PROXY_HOPS: String(place.trustedProxyHops),
    ANSWER_SECONDS: String(place.answerSeconds),
    SHUTDOWN_DELAY_SECONDS: String(place.shutdownDelaySeconds),
    SHUTDOWN_DRAIN_SECONDS: String(place.shutdownDrainSeconds),
  };
}
