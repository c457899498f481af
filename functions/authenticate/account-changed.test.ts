import type { Proof } from '@cloudapp/accounts/application/proof';
import { newUser } from '@cloudapp/accounts/domain/new-user';
import { describe, expect, it } from 'vitest';
import { createAuthenticate } from './authenticate.ts';
import { signInRequestSchema } from './sign-in-request.ts';

const now = new Date();
const user = newUser('usr_1', { email: 'ada@acme.example', name: 'Ada', role: 'user' }, now);

/** Sign-in of somebody who is proven, and whose account is changed before a session begins. */
function signIn(credentials: object) {
  const proven: Proof = { isProven: true, user, settle: () => Promise.resolve() };
  const prove = () => Promise.resolve(proven);
  const unused = () => Promise.reject(new Error('Nobody asks for it'));
  const parts = {
    ...{ proveByPassword: prove, proveByFactor: prove, proveByCompany: prove, beginAtCompany: unused },
    sessions: { start: () => Promise.resolve({ isStarted: false, reason: 'account-changed' }) },
    tickets: { begin: unused },
    devices: { remember: unused },
  } as unknown as Parameters<typeof createAuthenticate>[0];
  return createAuthenticate(parts)(signInRequestSchema.parse({ credentials }), now);
}

describe('an account that changes while somebody signs in', () => {
  it.each([
    ['a password is not taken any more', { email: 'ada@acme.example', password: 'right' }, 'authentication-error'],
    ['a code is asked for from the beginning', { ticket: 'ticket', code: '123456' }, 'ticket-ended'],
    ['a company is gone to once more', { ticket: 'ticket', company: { state: 'state' } }, 'ticket-ended'],
  ])('means that %s', async (_, credentials, reason) => {
    expect(await signIn(credentials)).toEqual({ authenticated: false, reason });
  });
});
