import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseSshPublicKey } from './ssh-public-key.ts';

const ed25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINoS3czF6xXhH800O9mrpNHkHtf8qDf4Tmw23GdPXlQW test';

describe('a public key', () => {
  it('has the fingerprint that ssh-keygen prints', () => {
    expect(parseSshPublicKey(ed25519).fingerprint).toMatch(/^SHA256:[\w+/]{43}$/);
  });

  it.each([
    ['cut short', ed25519.slice(0, 60)],
    ['of another type than it says', ed25519.replace('ssh-ed25519 ', 'ssh-rsa ')],
    ['with more behind it', ed25519.replace(' test', 'AAAABHRlc3Q=')],
    ['empty', 'ssh-ed25519 AAAA'],
  ])('%s is refused', (_, line) => {
    expect(() => parseSshPublicKey(line)).toThrow(/OpenSSH public key|Ed25519/);
  });
});

const hasSshKeygen = isThere('ssh-keygen');

describe.skipIf(!hasSshKeygen)('keys of ssh-keygen', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudapp-keys-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const made = (type: string, bits: number) => {
    const file = join(folder, `${type}-${bits}`);
    execFileSync('ssh-keygen', ['-q', '-t', type, '-b', `${bits}`, '-N', '', '-C', 'test', '-f', file]);
    const printed = execFileSync('ssh-keygen', ['-l', '-f', `${file}.pub`], { encoding: 'utf8' });
    return { line: readFileSync(`${file}.pub`, 'utf8').trim(), printed };
  };

  it.each([
    ['ed25519', 256],
    ['rsa', 2048],
    ['ecdsa', 256],
    ['ecdsa', 521],
  ])('are taken: %s with %i bits', (type, bits) => {
    const { line, printed } = made(type, bits);

    expect(printed).toContain(parseSshPublicKey(line).fingerprint);
  });

  it('are refused when RSA is too short', () => {
    expect(() => parseSshPublicKey(made('rsa', 1024).line)).toThrow('2048');
  });
});

function isThere(command: string): boolean {
  try {
    execFileSync('which', [command]);
    return true;
  } catch {
    return false;
  }
}
