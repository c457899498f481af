import { randomBytes } from 'node:crypto';
import type { SecretsManagerClient, SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';

/** Few runs of a function come to it. */
const load = async () => await import('@aws-sdk/client-secrets-manager');

/** Keeps the secrets by which CloudApp shows companies who it is. The SDK's client is loaded with the first: few sign-ins ask for one. */
export class ProviderSecrets {
  readonly #settings: SecretsManagerClientConfig;
  readonly #names: { readonly prefix: string; readonly keyId: string };
  #client: SecretsManagerClient | undefined;

  /** @param names what names begin with, and the key that Secrets Manager is to keep them under */
  constructor(settings: SecretsManagerClientConfig, names: { readonly prefix: string; readonly keyId: string }) {
    this.#settings = settings;
    this.#names = names;
  }

  /**
   * Keeps a secret beside those that the company has already: what was read with one of them shows that one, and no other.
   * @returns the name that it is kept under
   */
  async keep(providerId: string, secret: string): Promise<string> {
    const { CreateSecretCommand } = await load();
    const client = await this.#open();
    const { keyId: KmsKeyId, prefix } = this.#names;
    const name = `${prefix}/sign-in/${providerId}/${randomBytes(8).toString('hex')}`;
    await client.send(new CreateSecretCommand({ Name: name, SecretString: secret, KmsKeyId }));
    return name;
  }

  async read(name: string): Promise<string> {
    const { GetSecretValueCommand } = await load();
    const client = await this.#open();
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    if (SecretString === undefined) throw new Error(`Secrets Manager has no text under ${name}`);
    return SecretString;
  }

  /** For good after a week, in which it can be restored by hand. */
  async remove(name: string): Promise<void> {
    const { DeleteSecretCommand, ResourceNotFoundException } = await load();
    const client = await this.#open();
    try {
      await client.send(new DeleteSecretCommand({ SecretId: name, RecoveryWindowInDays: 7 }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }

  async #open(): Promise<SecretsManagerClient> {
    const { SecretsManagerClient } = await load();
    this.#client ??= new SecretsManagerClient(this.#settings);
    return this.#client;
  }
}
