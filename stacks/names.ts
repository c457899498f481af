import type { Environment } from '../config/environment.ts';

/** What names are made from. */
type Named = Pick<Environment, 'name' | 'account' | 'region'>;

/** Common beginning of all physical names of an environment. */
export function prefixOf(environment: Pick<Named, 'name'>): string {
  return `cloudapp-${environment.name}`;
}

/** The one way physical names are made: the environment and the part. */
export function physicalName(environment: Pick<Named, 'name'>, part: string): string {
  return `${prefixOf(environment)}-${part}`;
}

export function recordsBucketName(environment: Named): string {
  return physicalName(environment, `records-${environment.account}`);
}

/** Where the signed roots of the audit log lie. */
export function auditRootsBucketName(environment: Named): string {
  return physicalName(environment, `audit-roots-${environment.account}`);
}

export function stateBucketName(environment: Named): string {
  return physicalName(environment, `terraform-${environment.account}-${environment.region}`);
}

/** The role that CI deploys with; `commands/bootstrap.ts` makes it before everything else. */
export function deployRoleArn(environment: Named): string {
  return `arn:aws:iam::${environment.account}:role/${physicalName(environment, deployRole)}`;
}

/** What that role is called, after the environment. */
export const deployRole = 'deploy';

export const topicNames = ['admin-logins', 'admin-provisioning', 'alarms', 'mail-events'] as const;
export type TopicName = (typeof topicNames)[number];

export function topicArn(environment: Named, topic: TopicName): string {
  return `arn:aws:sns:${environment.region}:${environment.account}:${physicalName(environment, topic)}`;
}

/** What SES knows the sender of e-mails by. */
export function mailIdentity({ from, proves }: NonNullable<Environment['mail']>): string {
  return proves === 'address' ? from : from.slice(from.lastIndexOf('@') + 1);
}

export function functionArn(environment: Named, name: string): string {
  return `arn:aws:lambda:${environment.region}:${environment.account}:function:${physicalName(environment, name)}`;
}
