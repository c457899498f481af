import type * as z from 'zod';
import type { environmentSchema as analyseProvisioning } from '../../functions/analyse-provisioning/environment.ts';
import type { environmentSchema as authenticate } from '../../functions/authenticate/environment.ts';
import type { environmentSchema as countStatistics } from '../../functions/count-statistics/environment.ts';
import type { environmentSchema as notifyAdmin } from '../../functions/notify-admin/environment.ts';
import type { environmentSchema as reconcileInstances } from '../../functions/reconcile-instances/environment.ts';
import type { environmentSchema as sealAudit } from '../../functions/seal-audit/environment.ts';
import type { environmentSchema as sendNotices } from '../../functions/send-notices/environment.ts';
import type { environmentSchema as signAudit } from '../../functions/sign-audit/environment.ts';
import { physicalName, topicArn } from '../names.ts';
import { exactly } from './exactly.ts';
import { auditProof, common, keeper, type AuditInputs, type KeeperInputs, type Settings } from './settings.ts';

interface FunctionSchemas {
  readonly authenticate: typeof authenticate;
  readonly 'notify-admin': typeof notifyAdmin;
  readonly 'analyse-provisioning': typeof analyseProvisioning;
  readonly 'count-statistics': typeof countStatistics;
  readonly 'reconcile-instances': typeof reconcileInstances;
  readonly 'seal-audit': typeof sealAudit;
  readonly 'sign-audit': typeof signAudit;
  readonly 'send-notices': typeof sendNotices;
}

/** Every function that is deployed, by its folder below `functions/`. */
export const functionNames = [
  'authenticate',
  'notify-admin',
  'analyse-provisioning',
  'count-statistics',
  'reconcile-instances',
  'seal-audit',
  'sign-audit',
  'send-notices',
] as const;

export type FunctionName = (typeof functionNames)[number];

/** What a function must be told: what its schema reads but for AWS_REGION, which Lambda sets itself and refuses to be told. */
export type FunctionVariables<F extends FunctionName> = Readonly<Omit<z.input<FunctionSchemas[F]>, 'AWS_REGION'>>;

export function authenticateVariables(
  settings: Settings,
  publicOrigin: string,
  secretsKeyArn: string,
): FunctionVariables<'authenticate'> {
  const { signIn } = settings;
  return exactly<FunctionVariables<'authenticate'>>()({
    ...common(settings),
    SESSION_ABSOLUTE_HOURS: String(signIn.sessionAbsoluteHours),
    MAX_FAILURES: String(signIn.maxFailures),
    MAX_FAILURES_PER_ADDRESS: String(signIn.maxFailuresPerAddress),
    MAX_FAILURES_PER_ACCOUNT: String(signIn.maxFailuresPerAccount),
    FAILURE_WINDOW_MINUTES: String(signIn.failureWindowMinutes),
    SECRETS_KEY_ID: secretsKeyArn,
    PUBLIC_ORIGIN: publicOrigin,
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

export function countStatisticsVariables(settings: Settings): FunctionVariables<'count-statistics'> {
  return exactly<FunctionVariables<'count-statistics'>>()(common(settings));
}

export function reconcileVariables(settings: Settings, inputs: KeeperInputs): FunctionVariables<'reconcile-instances'> {
  return exactly<FunctionVariables<'reconcile-instances'>>()({ ...common(settings), ...keeper(settings, inputs) });
}

export function sealAuditVariables(settings: Settings): FunctionVariables<'seal-audit'> {
  return exactly<FunctionVariables<'seal-audit'>>()(common(settings));
}

export function signAuditVariables(settings: Settings, inputs: AuditInputs): FunctionVariables<'sign-audit'> {
  return exactly<FunctionVariables<'sign-audit'>>()({ ...common(settings), ...auditProof(inputs) });
}

export function sendNoticesVariables(
  settings: Settings,
  publicOrigin: string,
  secretsKeyArn: string,
): FunctionVariables<'send-notices'> {
  return exactly<FunctionVariables<'send-notices'>>()({
    ...common(settings),
    PUBLIC_ORIGIN: publicOrigin,
    MAIL_FROM: settings.mail?.from ?? 'none',
    MAIL_CONFIGURATION_SET: physicalName(settings, 'notices'),
    SECRETS_KEY_ID: secretsKeyArn,
    WEBHOOK_NETWORKS: settings.webhookNetworks.join(',') || 'none',
  });
}
