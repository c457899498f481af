import { arns, type Statement } from './statement.ts';

/** The secrets by which CloudApp shows companies who it is; of all that Secrets Manager has these alone. */
export function companySecrets(actions: readonly string[], reason: string): Statement {
  return {
    sid: 'CompanySecrets',
    actions: actions.map((action) => `secretsmanager:${action}`),
    resources: (context) => [arns.companySecret(context, '*')],
    reason,
  };
}

/** Secrets Manager encrypts each version of a secret with the right of who writes it. */
export const throughSecretsKey: Statement = {
  sid: 'SecretsKey',
  actions: ['kms:GenerateDataKey'],
  resources: ({ secretsKeyArn }) => [secretsKeyArn],
  conditions: ({ region }) => ({ StringEquals: { 'kms:ViaService': [`secretsmanager.${region}.amazonaws.com`] } }),
  reason:
    'Secrets Manager encrypts with the right of who writes; it decrypts with that of who reads, as KMS does for other secrets',
};
