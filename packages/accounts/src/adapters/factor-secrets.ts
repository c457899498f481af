import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';

/** Keeps the secrets of authenticator apps from whoever reads the table: KMS opens each only as that of its user. */
export class FactorSecrets {
  readonly #client: KMSClient;
  readonly #keyId: string;

  constructor(client: KMSClient, keyId: string) {
    this.#client = client;
    this.#keyId = keyId;
  }

  /** @returns base64 */
  async seal(userId: string, secret: Uint8Array): Promise<string> {
    const { CiphertextBlob } = await this.#client.send(
      new EncryptCommand({ KeyId: this.#keyId, Plaintext: secret, EncryptionContext: { userId } }),
    );
    if (!CiphertextBlob) throw new Error('KMS encrypted nothing');
    return Buffer.from(CiphertextBlob).toString('base64');
  }

  async open(userId: string, sealed: string): Promise<Uint8Array> {
    const { Plaintext } = await this.#client.send(
      new DecryptCommand({
        KeyId: this.#keyId,
        CiphertextBlob: Buffer.from(sealed, 'base64'),
        EncryptionContext: { userId },
      }),
    );
    if (!Plaintext) throw new Error('KMS decrypted nothing');
    return Plaintext;
  }
}
