import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';

/** What is said to KMS of whose secret it is; it opens none without the same words. */
type Owner = 'userId' | 'webhookId';

/** Keeps secrets from whoever reads the table: KMS opens each only as that of its owner. */
export class OwnedSecrets {
  readonly #client: KMSClient;
  readonly #keyId: string;
  readonly #owner: Owner;

  constructor(client: KMSClient, keyId: string, owner: Owner) {
    this.#client = client;
    this.#keyId = keyId;
    this.#owner = owner;
  }

  /** @returns base64 */
  async seal(ownerId: string, secret: Uint8Array): Promise<string> {
    const EncryptionContext = { [this.#owner]: ownerId };
    const { CiphertextBlob } = await this.#client.send(
      new EncryptCommand({ KeyId: this.#keyId, Plaintext: secret, EncryptionContext }),
    );
    if (!CiphertextBlob) throw new Error('KMS encrypted nothing');
    return Buffer.from(CiphertextBlob).toString('base64');
  }

  async open(ownerId: string, sealed: string): Promise<Uint8Array> {
    const CiphertextBlob = Buffer.from(sealed, 'base64');
    const EncryptionContext = { [this.#owner]: ownerId };
    const { Plaintext } = await this.#client.send(
      new DecryptCommand({ KeyId: this.#keyId, CiphertextBlob, EncryptionContext }),
    );
    if (!Plaintext) throw new Error('KMS decrypted nothing');
    return Plaintext;
  }
}
