import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { IAMClient } from '@aws-sdk/client-iam';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import type { PolicyDocument } from '../../stacks/permissions/permissions.ts';
import type { Caller, CallerDirectory } from '../ec2/authorization.ts';
import type { RootKey } from '../ministack/root-key.ts';
import { isAllowed } from '../iam/decision.ts';
import { contextOfService } from '../iam/service-context.ts';
import { readRolePolicies, readTrust, type RolePolicies } from './role-policies.ts';

export interface TemporaryCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

const SESSION_SECONDS = 3_600;
const POLICY_MILLISECONDS = 10_000;
/** Far more than there are roles. */
const MOST_ROLES = 1000;

/** Thrown when the trust policy of a role does not let in the service that wants to take it. */
export class RoleRefusedError extends Error {
  constructor(service: string, roleName: string) {
    super(`${service} is not authorized to perform sts:AssumeRole on ${roleName}`);
    this.name = 'RoleRefusedError';
  }
}

/** Gives out temporary credentials of roles, and knows whose a key is and what IAM holds for its role. */
export class Credentials implements CallerDirectory {
  readonly #sts: STSClient;
  readonly #iam: IAMClient;
  readonly #rootKey: RootKey;
  readonly #callers = new Map<string, Caller>();
  readonly #policies: LRUCache<string, RolePolicies>;

  constructor({ sts, iam }: { sts: STSClient; iam: IAMClient }, rootKey: RootKey) {
    this.#sts = sts;
    this.#iam = iam;
    this.#rootKey = rootKey;
    this.#policies = new LRUCache({
      max: MOST_ROLES,
      ttl: POLICY_MILLISECONDS,
      fetchMethod: async (roleName) => await readRolePolicies(iam, roleName),
    });
  }

  /** The key that may do everything. */
  knowRoot(): void {
    this.#callers.set(this.#rootKey.accessKeyId, { kind: 'root' });
  }

  /** A function runs with keys that it is given by Lambda itself. */
  knowFunction(functionArn: string, roleArn: string): void {
    const key = lambdaAccessKey(functionArn, roleArn, this.#rootKey);
    this.#callers.set(key, { kind: 'role', roleName: nameOf(roleArn) });
  }

  /**
   * The credentials of a role for an AWS service that takes it. The emulator asks no trust policy; here it is asked with what
   * the service really says of itself.
   * @throws RoleRefusedError
   */
  async assumeFor(service: string, roleArn: string): Promise<TemporaryCredentials> {
    const resource = nameOf(roleArn);
    const [, , , , account = ''] = roleArn.split(':');
    const context = contextOfService(service, account);
    const request = { principal: { service }, action: 'sts:AssumeRole', resource, context };
    if (!isAllowed(request, [await readTrust(this.#iam, resource)])) throw new RoleRefusedError(service, resource);
    return await this.assume(roleArn);
  }

  async assume(roleArn: string): Promise<TemporaryCredentials> {
    const roleName = nameOf(roleArn);
    const { Credentials: issued } = await this.#sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: roleName, DurationSeconds: SESSION_SECONDS }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = issued ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error(`No credentials for the role ${roleName}.`);
    this.#callers.set(AccessKeyId, { kind: 'role', roleName });
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
    return (await this.#policies.forceFetch(roleName)).documents;
  }

  async boundaryOf(roleName: string): Promise<PolicyDocument | undefined> {
    return (await this.#policies.forceFetch(roleName)).boundary;
  }
}

const nameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf('/') + 1);

/**
 * MiniStack derives the key of a Lambda's session from its ARN and role, and our run.py from the root key's secret besides;
 * there is no call that tells whose a key is.
 */
function lambdaAccessKey(functionArn: string, roleArn: string, { secretAccessKey }: RootKey): string {
  const digest = createHash('sha256').update(`${functionArn}:${secretAccessKey}:${roleArn}`).digest('hex');
  return `ASIA${digest.slice(0, 16).toUpperCase()}`;
}
