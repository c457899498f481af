import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fingerprintOfLine, identifyKey } from './ssh-public-key.ts';

const ed25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINoS3czF6xXhH800O9mrpNHkHtf8qDf4Tmw23GdPXlQW test';

describe('a public key', () => {
  it('has the fingerprint that ssh-keygen prints', () => {
    const printed = execFileSync('ssh-keygen', ['-l', '-f', '-'], { input: `${ed25519}\n`, encoding: 'utf8' });

    expect(printed.split(' ')[1]).toBe(identifyKey(ed25519).fingerprint);
    expect(fingerprintOfLine(ed25519)).toBe(identifyKey(ed25519).fingerprint);
  });

  it('is the same one whatever its comment', () => {
    expect(identifyKey(ed25519.replace('test', 'another'))).toEqual(identifyKey(ed25519));
  });

  it('is refused with the reason, without itself', () => {
    expect(() => identifyKey(ed25519.slice(0, 60))).toThrow('is cut short or damaged');
  });
});
