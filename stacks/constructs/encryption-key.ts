import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';

export interface EncryptionKeyProps {
  readonly environment: Environment;
  /** What it encrypts; its alias is made of it. */
  readonly part: string;
  readonly description: string;
  /** AWS services that use the key for resources of this account, with the condition that ties them to it. */
  readonly services?: readonly KeyUser[];
  /** @default the environment's */
  readonly region?: string;
}

export interface KeyUser {
  readonly service: string;
  readonly actions: readonly string[];
  readonly condition: Record<string, Record<string, string | string[]>>;
}

/** A key of our own, rotated each year. The account's IAM policies say who may use it; services are named one by one. */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { environment, services = [] } = props;
    const key = new KmsKey(this, 'key', {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      region: props.region,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          accountDecides(environment),
          ...services.map(({ service, actions, condition }) => ({
            Sid: `For${service.replaceAll(/[^a-zA-Z0-9]/g, '')}`,
            Effect: 'Allow',
            Principal: { Service: service },
            Action: [...actions],
            Resource: '*',
            Condition: condition,
          })),
        ],
      }),
      ...(environment.isProtected && { lifecycle: { preventDestroy: true } }),
    });
    new KmsAlias(this, 'alias', {
      name: `alias/${physicalName(environment, props.part)}`,
      targetKeyId: key.keyId,
      region: props.region,
    });
    this.arn = key.arn;
  }
}

/** AWS's own default: without it, IAM policies would not count and the key could be locked away for good. */
export function accountDecides({ account }: Environment): object {
  return {
    Sid: 'AccountDecides',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
}

/** CloudWatch Logs, for the log groups of this account and region. */
export function logsUser(account: string, region: string): KeyUser {
  return {
    service: `logs.${region}.amazonaws.com`,
    actions: [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
      'kms:GenerateDataKey',
      'kms:DescribeKey',
    ],
    condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:*` } },
  };
}

/** A service that sends to, or reads from, what the key encrypts, for resources of this account only. */
export function sendingUser(service: string, account: string): KeyUser {
  return {
    service,
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    condition: { StringEquals: { 'aws:SourceAccount': account } },
  };
}
