import { describe, expect, it } from 'vitest';
import { passwordFault } from './password-policy.ts';

const person = { email: 'ada.lovelace@analytical.example', name: 'Ada Lovelace' };

describe('passwordFault', () => {
  it.each([
    'kayak umber lantern fjord',
    'Lovelace likes the sea at night',
    'x7#kQ9$mN2@pL5&wR8',
    '日本語のパスワードは長くても大丈夫です',
    'a'.repeat(3) + 'long passphrases may be very long indeed '.repeat(5),
  ])('accepts %j', (password) => {
    expect(passwordFault(password, person)).toBeUndefined();
  });

  it.each([
    ['only 14 chars!', 'at least 15'],
    ['👩‍💻 kayak fjord'.slice(0, -1), 'at least 15'],
    ['a'.repeat(257), 'at most 256'],
    // Each becomes a sentence of 18 letters by NFKC: neither one of them is long, nor are 256 judged.
    ['\ufdfa', 'at least 15'],
    ['\ufdfb\ufdfa㌀㌁㌂㌃', 'at least 15'],
    ['\ufdfa'.repeat(256), 'at most 256'],
    ['thisismypassword', 'attackers try first'],
    ['analytical-lovelace-1', 'your name'],
  ])('refuses %j', (password, reason) => {
    expect(passwordFault(password, person)).toContain(reason);
  });
});
