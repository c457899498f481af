import { concatenate, lengthPrefixed, toBase64, uint32, utf8, type Bytes } from './wire-format.ts';

/** A key pair in OpenSSH's own terms (openssh/PROTOCOL.key). */
export interface KeyParts {
  readonly type: string;
  /** The public key's wire form. */
  readonly publicBlob: Bytes;
  /** The fields of the private part, without type, comment and padding. */
  readonly privateFields: Bytes;
}

/** The block size that an unencrypted key is padded to (PROTOCOL.key §3). */
const blockSize = 8;

export function publicKeyLine({ type, publicBlob }: KeyParts, comment: string): string {
  return `${type} ${toBase64(publicBlob)} ${comment}`;
}

/** An unencrypted `openssh-key-v1` file. `check` is any number: it stands twice, to prove a decryption right. */
export function privateKeyFile(key: KeyParts, comment: string, check: number): string {
  const content = concatenate(
    uint32(check),
    uint32(check),
    lengthPrefixed(key.type),
    key.privateFields,
    lengthPrefixed(comment),
  );
  const padding = Uint8Array.from(
    { length: (blockSize - (content.length % blockSize)) % blockSize },
    (_, index) => index + 1,
  );
  const file = concatenate(
    utf8('openssh-key-v1\0'),
    lengthPrefixed('none'),
    lengthPrefixed('none'),
    lengthPrefixed(''),
    uint32(1),
    lengthPrefixed(key.publicBlob),
    lengthPrefixed(concatenate(content, padding)),
  );
  const lines = toBase64(file).match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}
