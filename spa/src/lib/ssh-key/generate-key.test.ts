import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKey } from './generate-key.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cloudapp-key-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What OpenSSH itself reads out of the private key file. */
function publicKeyByOpenSsh(privateKey: string): string {
  const file = path.join(folder, 'key');
  rmSync(file, { force: true });
  writeFileSync(file, privateKey, { mode: 0o600 });
  return execFileSync('ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' }).trim();
}

/** A browser that knows P-256 only. */
const withoutEd25519 = new Proxy(globalThis.crypto.subtle, {
  get(subtle, name: keyof SubtleCrypto) {
    if (name !== 'generateKey') return subtle[name].bind(subtle);
    return (algorithm: EcKeyGenParams, ...rest: [boolean, KeyUsage[]]) =>
      algorithm.name === 'Ed25519'
        ? Promise.reject(new DOMException('Unrecognized name', 'NotSupportedError'))
        : subtle.generateKey(algorithm, ...rest);
  },
});

describe('generateKey', () => {
  it('makes an Ed25519 key that OpenSSH reads', async () => {
    const key = await generateKey('brave-otter');

    expect(key.publicKey).toMatch(/^ssh-ed25519 \S+ brave-otter$/);
    expect(publicKeyByOpenSsh(key.privateKey)).toBe(key.publicKey);
  });

  it('makes a P-256 key that OpenSSH reads where Ed25519 is missing', async () => {
    // The number may begin with a zero byte or a high bit: many keys meet both.
    for (let attempt = 0; attempt < 20; attempt++) {
      const key = await generateKey('brave-otter', withoutEd25519);

      expect(key.publicKey).toMatch(/^ecdsa-sha2-nistp256 \S+ brave-otter$/);
      expect(publicKeyByOpenSsh(key.privateKey)).toBe(key.publicKey);
    }
  });

  it('pads comments of every length', async () => {
    for (const comment of ['a', 'ab', 'abc', 'abcd', 'abcde', 'abcdef', 'abcdefg', 'abcdefgh']) {
      const key = await generateKey(comment);

      expect(publicKeyByOpenSsh(key.privateKey)).toBe(key.publicKey);
    }
  });
});
