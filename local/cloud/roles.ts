import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { assumedBy, parts, policyDocument, type Part, type PermissionContext } from '../../stacks/permissions.ts';
import { names } from './names.ts';
import { unlessThere } from './unless-there.ts';

export const POLICY_NAME = 'permissions';

/** Every role of the stacks, with the very policies that the stacks give them. */
export async function makeRoles(iam: IAMClient, context: PermissionContext): Promise<void> {
  await Promise.all(
    parts.map(async (part) => {
      await makeRole(iam, part);
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

async function makeRole(iam: IAMClient, part: Part): Promise<void> {
  const RoleName = names.role(part);
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: assumedBy[part] }, Action: ['sts:AssumeRole', 'sts:TagSession'] },
    ],
  };
  await unlessThere(
    () => iam.send(new GetRoleCommand({ RoleName })),
    () => iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) })),
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
