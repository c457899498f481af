import { createHash } from 'node:crypto';
import {
  AddRoleToInstanceProfileCommand,
  CreatePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import {
  boundaryDocument,
  boundaryOf,
  parts,
  policyDocument,
  type Boundary,
  type Part,
  type PermissionContext,
} from '../../stacks/permissions/permissions.ts';
import { trustDocument } from '../../stacks/permissions/trust.ts';
import { names } from './names.ts';
import { unlessThere } from '../../commands/unless-there.ts';

const POLICY_NAME = 'permissions';

/** Every role of the stacks, with the very policies and boundaries that the stacks give them. */
export async function makeRoles(iam: IAMClient, context: PermissionContext): Promise<void> {
  await Promise.all(
    parts.map(async (part) => {
      await makeRole(iam, part, context.account);
      await bound(iam, part, context);
      const document = policyDocument(part, context);
      if (document.Statement.length === 0) return;
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: names.role(part),
          PolicyName: POLICY_NAME,
          PolicyDocument: JSON.stringify(document),
        }),
      );
    }),
  );
  await makeMachineProfile(iam);
}

/** A boundary that changes gets another name, since a role's policy is replaced and a managed one is not. */
async function bound(iam: IAMClient, part: Part, context: PermissionContext): Promise<void> {
  const boundary: Boundary | undefined = boundaryOf[part];
  if (boundary === undefined) return;
  const PolicyDocument = JSON.stringify(boundaryDocument(boundary, context));
  const version = createHash('sha256').update(PolicyDocument).digest('hex').slice(0, 8);
  const PolicyName = names.boundary(`${boundary}-${part}-${version}`);
  const PolicyArn = `arn:aws:iam::${context.account}:policy/${PolicyName}`;
  await unlessThere(
    () => iam.send(new GetPolicyCommand({ PolicyArn })),
    () => iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument })),
  );
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: names.role(part), PermissionsBoundary: PolicyArn }));
}

async function makeRole(iam: IAMClient, part: Part, account: string): Promise<void> {
  const RoleName = names.role(part);
  const trust = JSON.stringify(trustDocument(part, account));
  await unlessThere(
    () => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust })),
    () => iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust })),
  );
}

async function makeMachineProfile(iam: IAMClient): Promise<void> {
  const InstanceProfileName = names.machineProfile;
  await unlessThere(
    () => iam.send(new GetInstanceProfileCommand({ InstanceProfileName })),
    async () => {
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: names.role('machine') }));
    },
  );
}
