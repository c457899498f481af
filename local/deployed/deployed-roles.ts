import type { IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { lambdaAccessKey, type TemporaryCredentials } from '../cloud/credentials.ts';
import { readRolePolicies, type RolePolicies } from '../cloud/role-policies.ts';
import type { PolicyDocument } from '../../stacks/permissions.ts';
import type { Caller, CallerDirectory } from '../ec2/authorization.ts';

const sessionSeconds = 3_600;

/** Roles as they were deployed: gives out their credentials, and knows whose a key is and what IAM holds for it now. */
export class DeployedRoles implements CallerDirectory {
  readonly #sts: STSClient;
  readonly #iam: IAMClient;
  readonly #callers = new Map<string, Caller>();
  readonly #policies = new Map<string, Promise<RolePolicies>>();

  constructor({ sts, iam }: { sts: STSClient; iam: IAMClient }) {
    this.#sts = sts;
    this.#iam = iam;
  }

  async assume(roleArn: string): Promise<TemporaryCredentials> {
    const roleName = nameOf(roleArn);
    const command = new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: roleName,
      DurationSeconds: sessionSeconds,
    });
    const { Credentials: issued } = await this.#sts.send(command);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = issued ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) throw new Error(`No keys for ${roleName}`);
    this.#callers.set(AccessKeyId, { kind: 'role', roleName });
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    };
  }

  /** A function runs with keys that it is given by Lambda itself. */
  knowFunction(functionArn: string, roleArn: string): void {
    this.#callers.set(lambdaAccessKey(functionArn, roleArn), { kind: 'role', roleName: nameOf(roleArn) });
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
    const known = this.#policies.get(roleName) ?? readRolePolicies(this.#iam, roleName);
    this.#policies.set(roleName, known);
    return await known;
  }
}

const nameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf('/') + 1);
