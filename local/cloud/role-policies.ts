import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Policy } from '../iam/decision.ts';
import type { PolicyDocument } from '../../stacks/permissions/permissions.ts';

/** What IAM holds for a role now. */
export interface RolePolicies {
  readonly documents: PolicyDocument[];
  /** What the role cannot exceed. */
  readonly boundary: PolicyDocument | undefined;
}

export async function readRolePolicies(iam: IAMClient, RoleName: string): Promise<RolePolicies> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const documents = await Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return parse(PolicyDocument);
    }),
  );
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const boundaryArn = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  return { documents, boundary: boundaryArn === undefined ? undefined : await readManagedPolicy(iam, boundaryArn) };
}

/** Who may take a role, as a policy that a decision can be made by. */
export async function readTrust(iam: IAMClient, RoleName: string): Promise<Policy> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { Statement: statements } = parse(Role?.AssumeRolePolicyDocument);
  return { id: `trust of ${RoleName}`, kind: 'trust', of: [RoleName], statements };
}

async function readManagedPolicy(iam: IAMClient, PolicyArn: string): Promise<PolicyDocument> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const version = { PolicyArn, VersionId: Policy?.DefaultVersionId };
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand(version));
  return parse(PolicyVersion?.Document);
}

const parse = (document: string | undefined): PolicyDocument =>
  JSON.parse(decodeURIComponent(document ?? '{"Statement":[]}')) as PolicyDocument;
