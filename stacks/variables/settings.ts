import type { Environment } from '../../config/environment.ts';
import { prefixOf, topicArn } from '../names.ts';

/** What variables are made from, of an environment on AWS and of the local cloud alike. */
export type Settings = Pick<
  Environment,
  'name' | 'account' | 'region' | 'signIn' | 'launchesPerHour' | 'mail' | 'webhookNetworks' | 'calendarNetworks'
>;

export interface KeeperInputs {
  readonly recordsBucket: string;
  readonly secretsKeyArn: string;
}

export interface AuditInputs {
  readonly auditKeyArn: string;
  readonly auditRootsBucket: string;
}

/** What every part that has tables is told. */
export const common = (settings: Settings) => ({ TABLE_PREFIX: prefixOf(settings), LOG_LEVEL: 'info' }) as const;

/** What looking after machines takes, in the service and in the function alike. */
export function keeper(settings: Settings, { recordsBucket, secretsKeyArn }: KeeperInputs) {
  return {
    RECORDS_BUCKET: recordsBucket,
    ADMIN_PROVISIONING_TOPIC_ARN: topicArn(settings, 'admin-provisioning'),
    SECRETS_KEY_ID: secretsKeyArn,
    CALENDAR_NETWORKS: settings.calendarNetworks.join(',') || 'none',
  };
}

/** Where the signed roots of the audit log lie, and what signs them. */
export function auditProof({ auditKeyArn, auditRootsBucket }: AuditInputs) {
  return { AUDIT_ROOTS_BUCKET: auditRootsBucket, AUDIT_KEY_ARN: auditKeyArn };
}
