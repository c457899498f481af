import type { PolicyDocument } from '../../stacks/permissions/permissions.ts';
import { isAllowed, type Policy } from '../iam/decision.ts';
import { Ec2Error } from './ec2-error.ts';
import type { Fact } from './request-facts.ts';

/** Who sent a request: the account itself, or a role. */
export type Caller = { kind: 'root' } | { kind: 'role'; roleName: string };

export interface CallerDirectory {
  /** The caller behind an access key; `undefined` for a key that nobody was given. */
  find(accessKeyId: string): Caller | undefined;
  /** The policies of a role as the emulator's IAM has them now. */
  policiesOf(roleName: string): Promise<PolicyDocument[]>;
  /** What the role cannot exceed, if it is bounded. */
  boundaryOf?(roleName: string): Promise<PolicyDocument | undefined>;
}

/**
 * Decides what a caller may do by the policies that the emulator's IAM holds for its role. The emulator's own simulation
 * is not asked: it knows no request context (tags, IMDSv2, encryption), and nearly all of our EC2 statements depend on it.
 */
export class Authorization {
  readonly #directory: CallerDirectory;

  constructor(directory: CallerDirectory) {
    this.#directory = directory;
  }

  async require(authorizationHeader: string | undefined, facts: readonly Fact[]): Promise<void> {
    const accessKeyId = /Credential=([^/,\s]+)\//.exec(authorizationHeader ?? '')?.[1];
    if (accessKeyId === undefined) {
      throw new Ec2Error('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    }
    const caller = this.#directory.find(accessKeyId);
    if (caller === undefined) {
      throw new Ec2Error('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);
    }
    if (caller.kind === 'root') return;
    const policies = await this.#policiesOf(caller.roleName);
    const principal = { role: caller.roleName };
    const refused = facts.find((fact) => !isAllowed({ principal, ...fact }, policies));
    if (refused === undefined) return;
    throw new Ec2Error(
      'UnauthorizedOperation',
      'You are not authorized to perform this operation. ' +
        `Role ${caller.roleName} is not authorized to perform: ${refused.action} on resource: ${refused.resource}`,
      403,
    );
  }

  async #policiesOf(roleName: string): Promise<Policy[]> {
    const documents = await this.#directory.policiesOf(roleName);
    const boundary = await this.#directory.boundaryOf?.(roleName);
    const ofRole = (kind: 'identity' | 'boundary', { Statement: statements }: PolicyDocument): Policy => ({
      id: `${kind} of ${roleName}`,
      kind,
      of: [roleName],
      statements,
    });
    return [
      ...documents.map((document) => ofRole('identity', document)),
      ...(boundary === undefined ? [] : [ofRole('boundary', boundary)]),
    ];
  }
}
