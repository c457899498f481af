import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { IAMClient } from '@aws-sdk/client-iam';
import { createHash } from 'node:crypto';
import type { PolicyDocument } from '../../stacks/permissions.ts';
import type { Caller, CallerDirectory } from '../ec2/authorization.ts';
import type { RootKey } from './clients.ts';
import { arn, names } from './names.ts';
import { readRolePolicies, type RolePolicies } from './role-policies.ts';

export interface TemporaryCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

const SESSION_SECONDS = 3_600;
const POLICY_MILLISECONDS = 10_000;

/** Gives the parts temporary credentials of their own roles, and remembers whose they are. */
export class Credentials implements CallerDirectory {
  readonly #sts: STSClient;
  readonly #iam: IAMClient;
  readonly #callers = new Map<string, Caller>();
  readonly #policies = new Map<string, { policies: Promise<RolePolicies>; until: number }>();

  constructor(clients: { sts: STSClient; iam: IAMClient }, rootKey: RootKey, functionParts: readonly string[]) {
    this.#sts = clients.sts;
    this.#iam = clients.iam;
    this.#callers.set(rootKey.accessKeyId, { kind: 'root' });
    for (const part of functionParts) {
      this.#callers.set(lambdaAccessKey(arn.function(part), arn.role(part)), {
        kind: 'role',
        roleName: names.role(part),
      });
    }
  }

  async assume(part: string): Promise<TemporaryCredentials> {
    const { Credentials: issued } = await this.#sts.send(
      new AssumeRoleCommand({ RoleArn: arn.role(part), RoleSessionName: part, DurationSeconds: SESSION_SECONDS }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = issued ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error(`No credentials for the role of ${part}.`);
    this.#callers.set(AccessKeyId, { kind: 'role', roleName: names.role(part) });
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration ?? new Date(Date.now() + SESSION_SECONDS * 1_000),
    };
  }

  find(accessKeyId: string): Caller | undefined {
    return this.#callers.get(accessKeyId);
  }

  async policiesOf(roleName: string): Promise<PolicyDocument[]> {
    return (await this.#of(roleName)).documents;
  }

  async boundaryOf(roleName: string): Promise<PolicyDocument | undefined> {
    return (await this.#of(roleName)).boundary;
  }

  async #of(roleName: string): Promise<RolePolicies> {
    const known = this.#policies.get(roleName);
    if (known !== undefined && known.until > Date.now()) return await known.policies;
    const policies = readRolePolicies(this.#iam, roleName);
    this.#policies.set(roleName, { policies, until: Date.now() + POLICY_MILLISECONDS });
    policies.catch(() => this.#policies.delete(roleName));
    return await policies;
  }
}

/** MiniStack derives the key of a Lambda's session from its ARN and role; there is no call that tells whose a key is. */
export function lambdaAccessKey(functionArn: string, roleArn: string): string {
  const digest = createHash('sha256').update(`${functionArn}:${roleArn}`).digest('hex');
  return `ASIA${digest.slice(0, 16).toUpperCase()}`;
}
