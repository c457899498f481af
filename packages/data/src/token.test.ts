import { describe, expect, it } from 'vitest';
import { hashToken, newToken } from './token.ts';

describe('a token', () => {
  it('is 256 bits that nobody has twice, in text that fits a cookie', () => {
    expect(newToken()).toMatch(/^[\w-]{43}$/);
    expect(newToken()).not.toBe(newToken());
    expect(newToken(() => new Uint8Array(32))).toBe('A'.repeat(43));
  });

  it('is kept as its SHA-256', () => {
    expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
