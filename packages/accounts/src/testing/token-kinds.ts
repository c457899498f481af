import { readAccessToken } from '../domain/access-token.ts';
import type { Accounts } from '../composition.ts';
import { givenAccessToken, givenUser } from './accounts.ts';

/** Tokens of an administrator: one for each scope, and one of each kind that does not hold any more. */
export async function givenTokenKinds(to: Accounts) {
  const at = new Date();
  const entry = { event: { action: 'user-disabled' }, at } as const;
  const admin = await givenUser(to, { role: 'admin' });
  const leaver = await givenUser(to, { role: 'admin' });
  const ended = await givenAccessToken(to, admin);
  const ofLeaver = await givenAccessToken(to, leaver);
  const key = readAccessToken(ended);
  if (key === undefined) throw new Error('The token has no form of one');
  await to.accounts.endAccessToken(key, entry);
  await to.accounts.update(leaver, { status: 'disabled' }, undefined, entry);
  return {
    read: await givenAccessToken(to, admin, { scopes: ['read'] }),
    machines: await givenAccessToken(to, admin, { scopes: ['machines'] }),
    admin: await givenAccessToken(to, admin, { scopes: ['admin'] }),
    expired: await givenAccessToken(to, admin, { expiresAt: new Date(at.getTime() - 1000).toISOString() }),
    ended,
    'of a disabled user': ofLeaver,
  };
}
