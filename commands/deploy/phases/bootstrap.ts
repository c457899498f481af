import { bootstrapEnvironment } from '../../bootstrap-environment.ts';
import type { Phase } from './phase.ts';

/** The bucket of Terraform's state, and the role of a repository's workflows. */
export const bootstrap: Phase = {
  title: 'Bootstrap',
  run: async ({ clients, environment, options }) => {
    const { bucket, roleArn } = await bootstrapEnvironment(clients, environment, options.repository);
    return `state in s3://${bucket}${roleArn === undefined ? '' : `; AWS_ROLE_ARN=${roleArn}`}`;
  },
};
