import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { writeAccessToken } from './access-token.ts';
import { isDirectoryToken, writeDirectoryToken } from './directory-token.ts';

it('is known by its prefix, differs each time, and one that was mistyped is none', () => {
  const token = writeDirectoryToken(randomBytes);
  const [first, last] = [token.slice(0, -1), token.slice(-1)];

  expect(token).toMatch(/^cloudapp_scim_[0-9A-Za-z]{49}$/);
  expect(isDirectoryToken(token)).toBe(true);
  expect(writeDirectoryToken(randomBytes)).not.toBe(token);
  expect(isDirectoryToken(first + (last === '0' ? '1' : '0'))).toBe(false);
  expect(isDirectoryToken(first)).toBe(false);
  expect(isDirectoryToken(`${token}0`)).toBe(false);
});

it('is not what a program of somebody sends', () => {
  const id = '0'.repeat(26);

  expect(isDirectoryToken(writeAccessToken(`usr_${id}`, `tok_${id}`, randomBytes))).toBe(false);
});
