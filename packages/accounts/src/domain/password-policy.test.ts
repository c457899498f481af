import { describe, expect, it } from 'vitest';
import { passwordFault } from './password-policy.ts';

const person = { email: 'ada.lovelace@analytical.example', name: 'Ada Lovelace' };

describe('passwordFault', () => {
  it.each([
    'correct horse battery staple',
    'Lovelace likes the sea at night',
    'ein Satz, den niemand kennt',
    'ünïcödé ist auch erlaubt!',
    '日本語のパスワードは長くても大丈夫です',
    '                 spaces   matter',
    'x7#kQ9$mN2@pL5&wR8',
    'a'.repeat(3) + 'long passphrases may be very long indeed '.repeat(5),
  ])('accepts %j', (password) => {
    expect(passwordFault(password, person)).toBeUndefined();
  });

  it.each([
    ['only 14 chars!', 'at least 15'],
    ['a'.repeat(257), 'at most 256'],
    ['aaaaaaaaaaaaaaaaaaaa', 'repeats'],
    ['abcabcabcabcabcabc', 'repeats'],
    ['123456789012345678', 'repeats'],
    ['qwertyuiopasdfghjkl', 'repeats'],
    ['abcdefghijklmnopqrs', 'repeats'],
    ['passwordpassword', 'attackers'],
    ['Password!!!!!!!!12345', 'attackers'],
    ['12345678900987654321', 'repeats'],
    ['mailcreated5240', 'attackers'],
    ['cloudapp-cloudapp', 'name of this product'],
    ['AdaLovelace2026!!!', 'your name'],
    ['analytical-lovelace-1', 'your name'],
  ])('refuses %j', (password, reason) => {
    expect(passwordFault(password, person)).toContain(reason);
  });
});
