import { arns } from '../../stacks/permissions/statement.ts';
import { allowed, by, denied, type Call } from './call.ts';
import { world } from './world.ts';

const { context } = world;
const secret = arns.companySecret(context, 'idp_1/0a1b-AbCdEf');
const anotherSecret = `arn:aws:secretsmanager:${context.region}:${context.account}:secret:${context.prefix}/database-AbCdEf`;
const adapter = 'packages/accounts/src/adapters/provider-secrets.ts';
const through = { 'kms:ViaService': `secretsmanager.${context.region}.amazonaws.com` };

function makes(part: 'create-user' | 'authenticate', action: string, expression: string): Call {
  const call = allowed(by(part), `secretsmanager:${action}`, secret, `${part}: the secret of a company`);
  return { ...call, code: { part, expressions: [expression], file: adapter } };
}

/** What keeps and shows the secrets by which companies know CloudApp. */
export const callsOfCompanies: readonly Call[] = [
  makes('authenticate', 'GetSecretValue', 'secrets.read('),
  ...(['authenticate', 'create-user'] as const).map((part) =>
    denied(by(part), 'secretsmanager:PutSecretValue', secret, `${part}: changes the secret of a company`),
  ),
  makes('create-user', 'CreateSecret', 'providerSecrets.keep('),
  makes('create-user', 'GetSecretValue', 'providerSecrets.read('),
  makes('create-user', 'DeleteSecret', 'providerSecrets.remove('),
  allowed(by('create-user'), 'kms:GenerateDataKey', context.secretsKeyArn, 'create-user: encrypts a secret', {
    context: through,
  }),
  denied(by('create-user'), 'kms:GenerateDataKey', context.secretsKeyArn, 'create-user: past Secrets Manager'),
  ...(['authenticate', 'create-user'] as const).flatMap((part) => [
    allowed(by(part), 'kms:Decrypt', context.secretsKeyArn, `${part}: opens a secret by Secrets Manager`, {
      context: through,
    }),
    denied(by(part), 'secretsmanager:GetSecretValue', anotherSecret, `${part}: another secret`),
  ]),
  ...(['provision-instance', 'view-stats', 'reconcile-instances'] as const).map((part) =>
    denied(by(part), 'secretsmanager:GetSecretValue', secret, `${part}: the secret of a company`),
  ),
];
