import type { Environment } from '../config/environment.ts';

/** Common beginning of all physical names of an environment. */
export function prefixOf(environment: Environment): string {
  return `cloudapp-${environment.name}`;
}

/** The one way physical names are made: the environment and the part. */
export function physicalName(environment: Environment, part: string): string {
  return `${prefixOf(environment)}-${part}`;
}

export function recordsBucketName(environment: Environment): string {
  return physicalName(environment, `records-${environment.account}`);
}

export function stateBucketName(environment: Environment): string {
  return physicalName(environment, `terraform-${environment.account}-${environment.region}`);
}

export const topicNames = ['admin-logins', 'admin-provisioning', 'alarms'] as const;
export type TopicName = (typeof topicNames)[number];

export function topicArn(environment: Environment, topic: TopicName): string {
  return `arn:aws:sns:${environment.region}:${environment.account}:${physicalName(environment, topic)}`;
}

export function functionArn(environment: Environment, name: string): string {
  return `arn:aws:lambda:${environment.region}:${environment.account}:function:${physicalName(environment, name)}`;
}
