import type { SecretsManagerClient, SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';

/** Few runs of a function come to it. */
const load = async () => await import('@aws-sdk/client-secrets-manager');

type Sdk = Awaited<ReturnType<typeof load>>;

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

  /** @returns the name that it is kept under */
  async keep(providerId: string, secret: string): Promise<string> {
    const { sdk, client } = await this.#open();
    const name = `${this.#names.prefix}/sign-in/${providerId}`;
    try {
      await client.send(new sdk.PutSecretValueCommand({ SecretId: name, SecretString: secret }));
    } catch (error) {
      if (!(error instanceof sdk.ResourceNotFoundException)) throw error;
      const { keyId: KmsKeyId } = this.#names;
      await client.send(new sdk.CreateSecretCommand({ Name: name, SecretString: secret, KmsKeyId }));
    }
    return name;
  }

  async read(name: string): Promise<string> {
    const { sdk, client } = await this.#open();
    const { SecretString } = await client.send(new sdk.GetSecretValueCommand({ SecretId: name }));
    if (SecretString === undefined) throw new Error(`Secrets Manager has no text under ${name}`);
    return SecretString;
  }

  /** For good after a week, in which it can be restored by hand. */
  async remove(name: string): Promise<void> {
    const { sdk, client } = await this.#open();
    try {
      await client.send(new sdk.DeleteSecretCommand({ SecretId: name, RecoveryWindowInDays: 7 }));
    } catch (error) {
      if (!(error instanceof sdk.ResourceNotFoundException)) throw error;
    }
  }

  async #open(): Promise<{ readonly sdk: Sdk; readonly client: SecretsManagerClient }> {
    const sdk = await load();
    this.#client ??= new sdk.SecretsManagerClient(this.#settings);
    return { sdk, client: this.#client };
  }
}
