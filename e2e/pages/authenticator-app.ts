import { createHmac } from 'node:crypto';

const stepSeconds = 30;
const digits = 6;
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app does (RFC 6238), written anew: a fault of the product's own library would be one here, too. */
export class AuthenticatorApp {
  readonly #key: Buffer;
  #lastStep = 0;

  constructor(secret: string) {
    this.#key = bytesOf(secret.replaceAll(' ', ''));
  }

  /** A code that was not given before: none is good twice, and the next one is good already. */
  code(): string {
    this.#lastStep = Math.max(this.#lastStep + 1, Math.floor(Date.now() / 1000 / stepSeconds));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(this.#lastStep));
    const digest = createHmac('sha1', this.#key).update(counter).digest();
    const offset = (digest.at(-1) ?? 0) & 0x0f;
    const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
    return `${number % 10 ** digits}`.padStart(digits, '0');
  }
}

function bytesOf(text: string): Buffer {
  const bits = Array.from(text, (letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
