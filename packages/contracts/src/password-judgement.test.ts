import diceware from '@zxcvbn-ts/language-common/dist/diceware.json.mjs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePassword } from './password-judgement.ts';

const known = ['ada.lovelace@analytical.example', 'Ada Lovelace', 'Jörg Müßig'];
const faultOf = (password: string) => judgePassword(password, known).fault;

const commonPassword = 'passwords that attackers try first';
const commonWords = 'a few common words';
const ownWords = 'your name';
const repeat = 'repeats itself';
const row = 'follows a row';

describe('a password that is guessed early is refused, and why is said', () => {
  it.each([
    // What many people think of.
    ['thisismypassword', commonPassword],
    ['thisismypassword1', commonPassword],
    ['This is my Password!', commonPassword],
    ['this-is-my-password-2026', commonPassword],
    ['mysecretpassword1', commonPassword],
    ['pleaseletmein123', commonPassword],
    ['mailcreated5240', commonPassword],
    ['iloveyouverymuch', commonPassword],
    ['geheimespasswort', commonPassword],
    ['passwort123456789', commonPassword],
    ['thereisnopassword', commonWords],
    ['doyouknowmyname?', commonWords],
    ['verysecurepassword', commonWords],
    ['ichliebedichsosehr', commonWords],
    ['daskannnichtwahrsein', commonWords],
    // Digits and signs for letters, and backwards.
    ['7h1s1smyp4ssw0rd', commonPassword],
    ['Th!s!sMyP@$$w0rd', commonPassword],
    ['drowssapymsisiht', commonPassword],
    // Seasons, months and years.
    ['Spring2024Summer2024', commonWords],
    ['Sommer2025Herbst2025', commonWords],
    ['JanuaryFebruary26', commonWords],
    ['1984198519861987', 'years'],
    // What is known of the person, and of the product.
    ['AdaLovelace2026!!!', ownWords],
    ['analytical-lovelace-1', ownWords],
    ['4d4L0v3l4c32026', ownWords],
    ['ecalevolada2026', ownWords],
    ['JoergMuessig1985', ownWords],
    ['cloudapp-cloudapp', ownWords],
    ['CloudAppLovelace1', ownWords],
    // Said twice or more.
    ['letmeinletmein123', repeat],
    ['footballfootball', repeat],
    ['P@ssw0rdP@ssw0rd', repeat],
    ['Winter2025!Winter2025!', repeat],
    ['01011985ada01011985', repeat],
    ['a'.repeat(256), repeat],
    ['abcabcabcabcabcabc', repeat],
    ['x7#kx7#kx7#kx7#kx7#k', repeat],
    // Rows of keys, letters and digits, on American and German keyboards.
    ['qwertzuiopasdfg', row],
    ['yxcvbnmasdfghjk', row],
    ["asdfghjkl;'zxcvbnm", row],
    ['zaq12wsxcde34rfv', row],
    ['abcdefghijklmnopqrs', row],
    ['zyxwvutsrqponmlkj', row],
    ['qwertyuiopasdfg', commonPassword],
    ['1qaz2wsx3edc4rfv', commonPassword],
    ['!QAZ2wsx#EDC4rfv', commonPassword],
    ['123456789012345678', commonPassword],
    ['йцукенгшщзхъфыва', row],
    // What everybody knows by heart.
    ['correct horse battery staple', commonPassword],
    ['CorrectHorseBatteryStaple1!', commonPassword],
    ['thequickbrownfox', commonPassword],
    ['The quick brown fox jumps over the lazy dog.', commonPassword],
    ['lorem ipsum dolor sit amet', commonPassword],
    ['einszweidreivierfünf', commonPassword],
    ['3.14159265358979', commonPassword],
    // Signs alone.
    ['!?.,-?.!,-.?!-,.', 'few different characters'],
  ])('%j', (password, reason) => {
    expect(faultOf(password)).toContain(reason);
  });
});

describe('a password that is hard to guess is taken, whatever it is made of', () => {
  it.each([
    'ein Satz, den niemand kennt',
    'the sea was very calm',
    'my dog eats blue cheese',
    'kayak-umber-lantern-fjord',
    'quartzlemonorbitvivid',
    'Lovelace likes the sea at night',
    'my password is about seven walruses',
    'ünïcödé ist auch erlaubt!',
    '日本語のパスワードは長くても大丈夫です',
    '      spaces   matter  everywhere',
    'x7#kQ9$mN2@pL5&wR8',
    'x7#kQ9$mN2@pL5&wR8'.padEnd(256, '!'),
  ])('%j', (password) => {
    expect(faultOf(password)).toBeUndefined();
  });

  const words = (least: number) =>
    fc.array(fc.constantFrom(...diceware.map(String)), { minLength: least, maxLength: 5 });
  const signs = Array.from({ length: 94 }, (_, place) => String.fromCharCode(33 + place)).join('');
  const drawn = (alphabet: string, length: number) =>
    fc
      .array(fc.constantFrom(...Array.from(alphabet)), { minLength: length, maxLength: length })
      .map((chosen) => chosen.join(''));

  it.each([
    ['four or five words by dice, run together', words(4).map((chosen) => chosen.join(''))],
    ['four or five words by dice with blanks', words(4).map((chosen) => chosen.join(' '))],
    ['15 letters and digits', drawn('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 15)],
    ['15 small letters', drawn('abcdefghijklmnopqrstuvwxyz', 15)],
    ['15 of all characters', drawn(signs, 15)],
    ['a one-time password', drawn('0123456789abcdefghjkmnpqrstvwxyz', 20)],
  ])('%s: less than one in a thousand is refused', (_, passwords) => {
    // A fixed draw; a draw of fast-check's own is biased to short and equal values.
    const long = fc.sample(fc.noBias(passwords), { numRuns: 2_000, seed: 10 }).filter(({ length }) => length >= 15);

    expect(long.length).toBeGreaterThan(1_500);
    expect(long.filter((password) => faultOf(password) !== undefined).length).toBeLessThan(long.length / 1_000);
  });
});

describe('the guesses of a password', () => {
  it('are fewer when a word of it is known of its owner', () => {
    const guesses = (text: string[]) => judgePassword('wolkenbruchsattel', text).guesses;

    expect(guesses(['Wolkenbruch'])).toBeLessThan(guesses([]) - 3);
  });
});
