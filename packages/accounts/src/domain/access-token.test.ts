import { describe, expect, it } from 'vitest';
import { readAccessToken, writeAccessToken } from './access-token.ts';
import { hashToken, isTokenOf } from '@cloudapp/data/token';

const userId = `usr_${'1'.repeat(26)}`;
const tokenId = `tok_${'2'.repeat(26)}`;
const text = writeAccessToken(userId, tokenId, (size) => new Uint8Array(size).fill(255));

describe('a token for programs', () => {
  it('begins with what scanners look for, is long enough to be no chance, and has one form', () => {
    expect(text).toMatch(/^cloudapp_[0-9A-Za-z]{101}$/);
    const secrets = [0, 1, 128, 255].map((byte) =>
      writeAccessToken(userId, tokenId, (size) => new Uint8Array(size).fill(byte)),
    );
    expect(new Set(secrets).size).toBe(4);
    expect(new Set(secrets.map(({ length }) => length))).toEqual(new Set([text.length]));
  });

  it('tells whose it is and which', () => {
    expect(readAccessToken(text)).toEqual({ userId, tokenId });
  });

  it('is known for mistyped at any place, by its checksum', () => {
    const mistyped = Array.from(
      text,
      (letter, place) => text.slice(0, place) + (letter === '7' ? '8' : '7') + text.slice(place + 1),
    );

    expect(mistyped.filter((wrong) => readAccessToken(wrong) !== undefined)).toEqual([]);
  });

  it.each(['', 'cloudapp_', `${text}0`, text.slice(0, -1), ` ${text}`, text.replace('cloudapp', 'Cloudapp')])(
    'is not %j',
    (other) => {
      expect(readAccessToken(other)).toBeUndefined();
    },
  );

  it('is the stored one only as a whole', () => {
    const other = writeAccessToken(userId, tokenId, (size) => new Uint8Array(size));

    expect(isTokenOf(hashToken(text), text)).toBe(true);
    expect(isTokenOf(hashToken(text), other)).toBe(false);
  });
});
