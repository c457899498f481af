import { describe, expect, it } from 'vitest';
import { claimsTogether, claimsWanted, methodsIn, personIn } from './company-person.ts';

const company = { issuer: 'https://id.example.com', groupsClaim: 'groups' };
const entra = { issuer: 'https://login.microsoftonline.com/1/v2.0', groupsClaim: 'roles' };
const claims = { sub: 's-1', email: 'Ada@Example.com', email_verified: true, name: 'Ada Lovelace', groups: ['a', 'b'] };

describe('whom claims speak of', () => {
  it('has subject, e-mail in its normal form, name and groups', () => {
    expect(personIn(claims, company)).toEqual({
      subject: 's-1',
      email: 'ada@example.com',
      isEmailVerified: true,
      name: 'Ada Lovelace',
      groups: ['a', 'b'],
    });
  });

  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['is a number', 7],
    ['has 256 characters', 'x'.repeat(256)],
    ['holds a line’s end, by which another person’s key could be made', 'a\nb'],
    ['is not ASCII', 'ä'],
  ])('is nobody whose subject %s', (_, sub) => {
    expect(personIn({ ...claims, sub }, company)).toBeUndefined();
  });

  it.each([['true'], ['false'], [1], [0], ['']])(
    'is nobody of whom “verified” is %o and not true or false',
    (verified) => {
      expect(personIn({ ...claims, email_verified: verified }, company)).toBeUndefined();
    },
  );

  it.each([
    ['false', { email_verified: false }],
    ['nothing', { email_verified: undefined }],
    ['true of something that is no e-mail', { email: 'ada' }],
    ['true without an e-mail', { email: undefined }],
  ])('has no verified e-mail where the company says %s', (_, overrides) => {
    expect(personIn({ ...claims, ...overrides }, company)).toMatchObject({ isEmailVerified: false });
  });

  it.each([
    [
      ['pwd', 'mfa'],
      ['pwd', 'mfa'],
    ],
    [
      ['pwd', 'pwd', 'otp'],
      ['pwd', 'otp'],
    ],
    [['mfa', 7, null, 'two words', '<b>', 'x'.repeat(21), ''], ['mfa']],
    [Array.from({ length: 20 }, (_, index) => `m${index}`), ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7']],
    ['mfa', []],
    [undefined, []],
  ])('was proven by the methods that are words, eight at most: %j', (amr, methods) => {
    expect(methodsIn({ amr })).toEqual(methods);
  });

  it('has a verified e-mail at Entra ID by its own claim alone', () => {
    expect(personIn({ ...claims, xms_edov: true }, entra)).toMatchObject({ isEmailVerified: true });
    expect(personIn(claims, entra)).toMatchObject({ isEmailVerified: false });
    expect(personIn({ ...claims, email_verified: false, xms_edov: true }, company)).toMatchObject({
      isEmailVerified: false,
    });
  });

  it.each([
    [true, true],
    [1, true],
    ['1', true],
    ['true', true],
    [false, false],
    [0, false],
    ['0', false],
    ['false', false],
  ])('has, at Entra ID, which writes it in many ways, an e-mail of which %o means %o', (said, isEmailVerified) => {
    expect(personIn({ ...claims, xms_edov: said }, entra)).toMatchObject({ isEmailVerified });
  });

  it.each(['yes', 2, {}, ['true']])('is nobody of whom Entra ID says %o', (said) => {
    expect(personIn({ ...claims, xms_edov: said }, entra)).toBeUndefined();
  });

  it.each([
    [company, [], ['email', 'email_verified']],
    [company, [{ group: 'a', role: 'admin' as const }], ['email', 'email_verified', 'groups']],
    [entra, [], ['email', 'xms_edov']],
  ])('needs, at %o with the rules %o, the claims %o', (at, groupRules, wanted) => {
    expect(claimsWanted({ ...at, groupRules })).toEqual(wanted);
  });

  it.each([
    ['one name from two', { name: undefined, given_name: 'Ada', family_name: 'King' }, 'Ada King'],
    ['what stands before the @ where no name can be read', { name: '\u202e', given_name: 1 }, 'ada'],
    ['the subject where there is no e-mail either', { name: undefined, email: undefined }, 's-1'],
  ])('has %s', (_, overrides, name) => {
    expect(personIn({ ...claims, ...overrides }, company)?.name).toBe(name);
  });

  it.each([
    ['a list', ['a', 7, null, 'b'], ['a', 'b']],
    ['one text', 'a', ['a']],
    ['nothing', undefined, []],
    ['something else', { a: true }, []],
  ])('is in the groups of %s', (_, groups, expected) => {
    expect(personIn({ ...claims, groups }, company)?.groups).toEqual(expected);
  });

  it('is in the groups of the claim that the company was set up with', () => {
    expect(personIn({ ...claims, roles: ['admins'] }, entra)?.groups).toEqual(['admins']);
  });
});

describe('what a company tells beside its ID token', () => {
  const issuer = 'https://id.acme.example';
  const mail = 'ada@acme.example';
  const other = 'grace@acme.example';

  it.each([
    [
      'is taken of the e-mail that it tells with it',
      { sub: 'ada' },
      { email: mail, email_verified: true },
      [mail, true],
    ],
    ['verifies the same e-mail', { email: mail }, { email: mail, email_verified: true }, [mail, true]],
    ['verifies no other e-mail', { email: mail }, { email: other, email_verified: true }, [mail, undefined]],
    ['is not verified by what was said of none', { email_verified: true }, { email: other }, [other, undefined]],
    [
      'does not count where the ID token says it',
      { email: mail, email_verified: false },
      { email: mail, email_verified: true },
      [mail, false],
    ],
    ['may be nothing', { email: mail, email_verified: true }, {}, [mail, true]],
  ] as const)('%s', (_, told, more, expected) => {
    const claims = claimsTogether(told, more, { issuer });

    expect([claims['email'], claims['email_verified']]).toEqual(expected);
  });

  it('adds groups', () => {
    expect(claimsTogether({ sub: 'ada' }, { groups: ['platform'] }, { issuer })).toMatchObject({
      sub: 'ada',
      groups: ['platform'],
    });
  });
});
