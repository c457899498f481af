import { createPublicKey, type KeyObject } from 'node:crypto';
import { GetPublicKeyCommand, SignCommand, type KMSClient } from '@aws-sdk/client-kms';
import { rootDigest, type Root, type RootStatement } from '@cloudapp/audit-proof/root';

/** The key in AWS KMS that signs the roots of the audit log (ECC_NIST_P256). Its private half never leaves KMS. */
export class AuditKey {
  readonly arn: string;
  readonly #client: KMSClient;
  #publicKey: Promise<KeyObject> | undefined;

  constructor(client: KMSClient, arn: string) {
    this.#client = client;
    this.arn = arn;
  }

  /** Its public half, which KMS is asked for once: such keys cannot be rotated. */
  async publicKey(): Promise<KeyObject> {
    this.#publicKey ??= this.#read();
    try {
      return await this.#publicKey;
    } catch (error) {
      this.#publicKey = undefined;
      throw error;
    }
  }

  async sign(statement: RootStatement): Promise<Root> {
    const { Signature } = await this.#client.send(
      new SignCommand({
        KeyId: this.arn,
        Message: rootDigest(statement),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'ECDSA_SHA_256',
      }),
    );
    if (Signature === undefined) throw new Error('KMS answered without a signature');
    return { statement, signature: Buffer.from(Signature).toString('base64') };
  }

  async #read(): Promise<KeyObject> {
    const { PublicKey } = await this.#client.send(new GetPublicKeyCommand({ KeyId: this.arn }));
    if (PublicKey === undefined) throw new Error('KMS answered without a key');
    return createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  }
}
