import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { Sealed } from '@cloudapp/data/sealed';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealer } from '../application/ports.ts';

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;

/**
 * Envelope encryption: a fresh key for each sealing, itself encrypted by KMS with the machine's id as encryption context,
 * because KMS takes 4 KiB at most and user-data has up to 16.
 */
export class KmsSealer implements Sealer {
  readonly #client: KMSClient;
  readonly #keyId: string;

  constructor(client: KMSClient, keyId: string) {
    this.#client = client;
    this.#keyId = keyId;
  }

  async seal(instanceId: string, plaintext: Uint8Array): Promise<Sealed> {
    const key = randomBytes(keyBytes);
    const nonce = randomBytes(nonceBytes);
    const encryption = createCipheriv(cipher, key, nonce);
    encryption.setAAD(Buffer.from(instanceId));
    const data = Buffer.concat([encryption.update(plaintext), encryption.final()]);
    const { CiphertextBlob } = await this.#client.send(
      new EncryptCommand({ KeyId: this.#keyId, Plaintext: key, EncryptionContext: { instanceId } }),
    );
    if (!CiphertextBlob) throw new Error('KMS encrypted nothing');
    return {
      wrappedKey: Buffer.from(CiphertextBlob).toString('base64'),
      nonce: nonce.toString('base64'),
      tag: encryption.getAuthTag().toString('base64'),
      data: data.toString('base64'),
    };
  }

  async open(instanceId: string, sealed: Sealed): Promise<Uint8Array> {
    const { Plaintext } = await this.#client.send(
      new DecryptCommand({
        KeyId: this.#keyId,
        CiphertextBlob: Buffer.from(sealed.wrappedKey, 'base64'),
        EncryptionContext: { instanceId },
      }),
    );
    if (!Plaintext) throw new Error('KMS decrypted nothing');
    const decryption = createDecipheriv(cipher, Plaintext, Buffer.from(sealed.nonce, 'base64'));
    decryption.setAAD(Buffer.from(instanceId));
    decryption.setAuthTag(Buffer.from(sealed.tag, 'base64'));
    return Buffer.concat([decryption.update(Buffer.from(sealed.data, 'base64')), decryption.final()]);
  }
}
