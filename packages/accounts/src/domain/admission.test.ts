import { describe, expect, it } from 'vitest';
import type { StoredUser } from '@cloudapp/data/user-item';
import { admissionOf } from './admission.ts';

const issuer = 'https://id.example.com';
const person = { subject: 's', email: 'ada@example.com', isEmailVerified: true, name: 'Ada', groups: [] };
const company = { issuer, admits: 'anyone', domains: ['example.com'], joinsByEmail: true } as const;
const account: StoredUser = {
  id: 'usr_1',
  email: person.email,
  name: 'Ada',
  role: 'user',
  status: 'active',
  mustChangePassword: false,
  sessionEpoch: 1,
  version: 1,
  createdAt: '2026-11-30T00:00:00.000Z',
};

describe('somebody who comes for the first time', () => {
  it.each([
    ['of whom anyone gets an account', {}, 'create'],
    ['whose domain is admitted', { admits: 'domains' }, 'create'],
    ['whose domain is not', { admits: 'domains', domains: ['example.org'] }, 'company-not-allowed'],
    ['whose domain only ends alike', { admits: 'domains', domains: ['ample.com', 'com'] }, 'company-not-allowed'],
    ['whom nobody has invited', { admits: 'invited' }, 'company-not-allowed'],
  ] as const)('and has no account, %s', (_, overrides, outcome) => {
    const admission = admissionOf(person, { ...company, ...overrides }, undefined);

    expect(admission.kind === 'refuse' ? admission.reason : admission.kind).toBe(outcome);
  });

  it.each([
    ['joins it', {}, {}, 'join'],
    ['joins it though only invited people are admitted', { admits: 'invited' }, {}, 'join'],
    ['does not where the company may not join by e-mail', { joinsByEmail: false }, {}, 'company-not-allowed'],
    ['does not where somebody else there has it', {}, { issuers: [issuer] }, 'company-refused'],
    ['joins it beside another company', {}, { issuers: ['https://other.example.com'] }, 'join'],
  ] as const)('and whose e-mail has an account %s', (_, overrides, ofAccount, outcome) => {
    const admission = admissionOf(
      person,
      { ...company, ...overrides },
      { ...account, ...ofAccount, issuers: 'issuers' in ofAccount ? [...ofAccount.issuers] : [] },
    );

    expect(admission.kind === 'refuse' ? admission.reason : admission.kind).toBe(outcome);
  });

  it.each([
    ['is not verified', { isEmailVerified: false }],
    ['is missing', { email: undefined, isEmailVerified: false }],
  ])('gets nothing where the e-mail %s, whoever has it', (_, overrides) => {
    for (const found of [undefined, account]) {
      expect(admissionOf({ ...person, ...overrides }, company, found)).toMatchObject({
        kind: 'refuse',
        reason: 'company-email-unverified',
      });
    }
  });
});
