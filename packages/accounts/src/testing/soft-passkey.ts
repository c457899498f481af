import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { PasskeyAnswer } from '@cloudapp/contracts/sign-in';

const flags = { present: 0x01, verified: 0x04, synced: 0x18, attested: 0x40 };
const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();
const base64url = (data: Uint8Array | string) => Buffer.from(data).toString('base64url');

/** What a page, or somebody who is none, has a passkey sign. */
export interface Asked {
  readonly challenge: string;
  readonly site: string;
  /** Whether it makes sure who holds it. @default true */
  readonly verifies?: boolean;
  readonly type?: string;
  /** @default the host of the site */
  readonly siteId?: string;
}

/** A passkey in software, as an authenticator makes one (WebAuthn Level 3 §6.1, §6.5): P-256, without attestation. */
export class SoftPasskey {
  readonly credentialId = base64url(randomBytes(32));
  readonly #privateKey: KeyObject;
  readonly #publicKey: { readonly x: string; readonly y: string };
  readonly #userHandle: string;
  counter: number;

  /** @param counter 0 for one that does not count */
  constructor(userHandle: string, counter = 0) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#privateKey = privateKey;
    this.#publicKey = { x, y };
    this.#userHandle = userHandle;
    this.counter = counter;
  }

  /** What a browser answers to the wish for a passkey. */
  make(asked: Asked): { readonly clientData: string; readonly attestation: string } {
    const data = this.#authenticatorData(asked, flags.attested, this.#attested());
    const statement = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(data)],
    ]);
    const clientData = clientDataOf({ type: 'webauthn.create', ...asked });
    return { clientData: base64url(clientData), attestation: base64url(isoCBOR.encode(statement as never)) };
  }

  /** What a browser answers to a challenge. */
  answer(asked: Asked): PasskeyAnswer {
    if (this.counter > 0) this.counter += 1;
    const clientData = clientDataOf({ type: 'webauthn.get', ...asked });
    const data = this.#authenticatorData(asked);
    return {
      credentialId: this.credentialId,
      clientData: base64url(clientData),
      authenticatorData: base64url(data),
      signature: base64url(sign('sha256', Buffer.concat([data, sha256(clientData)]), this.#privateKey)),
      userHandle: this.#userHandle,
    };
  }

  #authenticatorData(
    { site, siteId, verifies = true }: Asked,
    more = 0,
    attested: Uint8Array = Buffer.alloc(0),
  ): Buffer {
    const head = Buffer.alloc(5);
    head.writeUInt8(flags.present | flags.synced | (verifies ? flags.verified : 0) | more);
    head.writeUInt32BE(this.counter, 1);
    return Buffer.concat([sha256(siteId ?? new URL(site).hostname), head, attested]);
  }

  #attested(): Buffer {
    const id = Buffer.from(this.credentialId, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const key = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(this.#publicKey.x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(this.#publicKey.y, 'base64url'))],
    ]);
    return Buffer.concat([Buffer.alloc(16), length, id, isoCBOR.encode(key as never)]);
  }
}

function clientDataOf({ type, challenge, site }: Asked): string {
  return JSON.stringify({ type, challenge, origin: site, crossOrigin: false });
}
