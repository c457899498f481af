import { GetRoleCommand } from '@aws-sdk/client-iam';
import { deployRole, physicalName } from '../../../stacks/names.ts';
import type { Check } from './finding.ts';

const subject = 'Deploying role';

/** Whether there is the role of the repository's workflows, or bootstrap will make it: the cluster admits it by its ARN. */
export const deployingRole: Check = {
  subject,
  reads: ['iam:GetRole'],
  find: async ({ clients, environment, options }) => {
    const RoleName = physicalName(environment, deployRole);
    if (options.repository !== undefined) {
      return [{ subject, state: 'fine', found: `${RoleName} will be that of ${options.repository}.` }];
    }
    try {
      await clients.iam.send(new GetRoleCommand({ RoleName }));
      return [{ subject, state: 'fine', found: RoleName }];
    } catch (error) {
      if (!(error instanceof Error) || !error.name.startsWith('NoSuchEntity')) throw error;
      const remedy = 'Name the repository whose workflows deploy: --repository OWNER/REPOSITORY.';
      return [
        { subject, state: 'fault', found: `There is no role ${RoleName}, which the cluster is to let in.`, remedy },
      ];
    }
  },
};
