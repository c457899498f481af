import { KMSClient, CreateKeyCommand } from '@aws-sdk/client-kms';
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { ProviderSecrets } from './provider-secrets.ts';

const secretsManager = new SecretsManagerClient({});
const prefix = `test-${randomUUID()}`;
let keyId: string;
let secrets: ProviderSecrets;

beforeAll(async () => {
  const { KeyMetadata } = await new KMSClient({}).send(new CreateKeyCommand({}));
  keyId = KeyMetadata?.Arn ?? '';
  secrets = new ProviderSecrets({}, { prefix, keyId });
});

describe('the secret of a company', () => {
  it('is kept under our key and a name of ours, and read again', async () => {
    const name = await secrets.keep('idp_1', 'first');

    expect(name.startsWith(`${prefix}/sign-in/idp_1/`)).toBe(true);
    expect(await secrets.read(name)).toBe('first');
    const described = await secretsManager.send(new DescribeSecretCommand({ SecretId: name }));
    expect(described.KmsKeyId).toBe(keyId);
  });

  it('stays what it is when there is another', async () => {
    const name = await secrets.keep('idp_2', 'first');
    const another = await secrets.keep('idp_2', 'second');

    expect([await secrets.read(name), await secrets.read(another)]).toEqual(['first', 'second']);
  });

  it('is gone once it is removed, and may be removed again', async () => {
    const name = await secrets.keep('idp_3', 'first');
    await secrets.remove(name);
    await secrets.remove(`${prefix}/sign-in/never`);

    await expect(secretsManager.send(new GetSecretValueCommand({ SecretId: name }))).rejects.toThrow();
  });
});
