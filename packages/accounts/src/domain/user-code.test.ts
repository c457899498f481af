import { userCode, userCodeLetters } from '@cloudapp/contracts/token-request';
import { expect, it } from 'vitest';
import { newUserCode } from './user-code.ts';

it('a code has letters that are as likely as each other', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  let from = 0;
  const inTurn = (size: number) => bytes.slice((from %= 256), (from += size));

  const codes = Array.from({ length: 30 }, () => newUserCode(inTurn));

  expect(codes.every((code) => userCode.safeParse(code).success)).toBe(true);
  const letters = codes.join('').replaceAll('-', '');
  const counts = userCodeLetters.split('').map((letter) => letters.split(letter).length - 1);
  expect(new Set(counts)).toEqual(new Set([12]));
});
