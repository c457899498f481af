import { describe, expect, it } from 'vitest';
import { changeOwnPassword, changeSelf, endOwnSession, listOwnSessions, ownProfile } from './own-account.ts';
import type { Parts } from './parts.ts';

const actor = {
  id: `usr_${'0'.repeat(26)}`,
  name: 'Ada',
  address: '192.0.2.1',
  now: new Date('2026-11-24T05:00:00Z'),
  provenAt: '2026-11-24T05:00:00Z',
};
const session = { sessionId: `ses_${'0'.repeat(26)}`, tokenHash: 'hash' };
const passwords = { currentPassword: 'old', newPassword: 'new' };

/** Tables in which nobody is left; nothing else may be asked. */
const deserted = {
  users: { get: () => Promise.resolve(undefined), setTimeZone: () => Promise.resolve(false) },
  quotas: { get: () => Promise.resolve(undefined) },
} as unknown as Parts;

describe('an account that is deleted while its owner’s request is on its way', () => {
  it.each([
    ['the profile', () => ownProfile(deserted, actor.id)],
    ['a new name', () => changeSelf(deserted, { name: 'Countess' }, actor)],
    ['a new time zone', () => changeSelf(deserted, { timeZone: 'Europe/Vienna' }, actor)],
    ['a new password', () => changeOwnPassword(deserted, passwords, session, actor)],
    ['the sessions', () => listOwnSessions(deserted, session, actor)],
    ['the end of a session', () => endOwnSession(deserted, session.sessionId, actor)],
  ])('has no session any more, asked for %s', async (_, ask) => {
    await expect(ask()).rejects.toMatchObject({ code: 'session-ended' });
  });
});
