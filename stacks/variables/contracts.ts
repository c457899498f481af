import type { environmentSchema as createUser } from '@cloudapp/create-user/environment';
import type { environmentSchema as provisionInstance } from '@cloudapp/provision-instance/environment';
import type { environmentSchema as viewStats } from '@cloudapp/view-stats/environment';
import type * as z from 'zod';
import type { ServiceName } from '@cloudapp/contracts/service';
import type { environmentSchema as analyseProvisioning } from '../../functions/analyse-provisioning/environment.ts';
import type { environmentSchema as authenticate } from '../../functions/authenticate/environment.ts';
import type { environmentSchema as notifyAdmin } from '../../functions/notify-admin/environment.ts';
import type { environmentSchema as reconcileInstances } from '../../functions/reconcile-instances/environment.ts';

interface FunctionSchemas {
  readonly authenticate: typeof authenticate;
  readonly 'notify-admin': typeof notifyAdmin;
  readonly 'analyse-provisioning': typeof analyseProvisioning;
  readonly 'reconcile-instances': typeof reconcileInstances;
}

interface ServiceSchemas {
  readonly 'create-user': typeof createUser;
  readonly 'provision-instance': typeof provisionInstance;
  readonly 'view-stats': typeof viewStats;
}

export type FunctionName = keyof FunctionSchemas;

/** What a function must be told: what its schema reads but for AWS_REGION, which Lambda sets itself and refuses to be told. */
export type FunctionVariables<F extends FunctionName> = Readonly<Omit<z.input<FunctionSchemas[F]>, 'AWS_REGION'>>;

/** What a service must be told: what its schema reads. */
export type ServiceVariables<S extends ServiceName> = Readonly<z.input<ServiceSchemas[S]>>;

/**
 * `variables`, which must have all of `Contract` and nothing besides: TypeScript alone lets through what a spread object
 * brings along, and nobody would ever read it.
 */
export const exactly =
  <Contract>() =>
  <Given extends Contract>(
    variables: Given & Readonly<Record<Exclude<keyof Given, keyof Contract>, never>>,
  ): Contract =>
    variables;
