import { describe, expect, it } from 'vitest';
import { attemptItem } from './attempt-item.ts';
import { auditItem } from './audit-item.ts';
import { countersItem } from './counters-item.ts';
import { quotaItem } from './quota-item.ts';
import { sessionItem } from './session-item.ts';
import { userItem } from './user-item.ts';

const at = '2026-11-24T05:00:00.000Z';

/** As the release before versions wrote them: the attributes of lists and indexes are there, a version is not. */
const profile = {
  email: 'a@example.org',
  name: 'Ada',
  role: 'admin',
  status: 'active',
  mustChangePassword: false,
  sessionEpoch: 2,
  version: 3,
  createdAt: at,
};
const list = { kind: 'user', sortKey: `${at}#usr_a`, searchText: 'ada\na@example.org' };
const user = { userId: 'usr_a', ...list, ...profile };
const session = {
  tokenHash: 'hash-of-the-token',
  sessionId: 'ses_a',
  userId: 'usr_a',
  epoch: 2,
  createdAt: at,
  lastSeenAt: at,
  expiresAt: at,
  address: '192.0.2.1',
  userAgent: 'Browser',
};
const event = { id: 'evt_a', at, action: 'sign-in', actor: { id: 'usr_a', name: 'Ada' }, address: '192.0.2.1' };

describe('items from before there were versions', () => {
  it('are read as they were', () => {
    expect(userItem.parse(user)).toEqual({ id: 'usr_a', ...profile });
    expect(userItem.parse({ ...user, lastSignInAt: at }).lastSignInAt).toBe(at);
    expect(sessionItem.parse({ ...session, ttl: 1_790_000_000 })).toEqual(session);
    expect(quotaItem.parse({ userId: 'usr_a', limit: 3, used: 1 })).toEqual({ limit: 3, used: 1, ledger: {} });
    expect(auditItem.parse({ day: at.slice(0, 10), sk: 'x', ...event, actorId: 'usr_a', ttl: 1 })).toEqual(event);
    expect(attemptItem.parse({ key: 'email#x', failures: 2, windowEndsAt: 9, ttl: 9 })).toEqual({
      failures: 2,
      windowEndsAt: 9,
    });
    expect(countersItem.parse({ pk: 'day#2026-11-24', ttl: 9, signIns: 4, 'ready#nodejs': 1 })).toEqual({
      signIns: 4,
      'ready#nodejs': 1,
    });
  });
});

describe('items that are wrong', () => {
  it.each([
    ['users', () => userItem.parse({ ...user, role: 'root' }), /users with userId “usr_a”.*: role \(/],
    ['sessions', () => sessionItem.parse({ ...session, epoch: 'two' }), /sessions with sessionId “ses_a”.*: epoch \(/],
    ['quotas', () => quotaItem.parse({ userId: 'usr_a', limit: 3 }), /quotas with userId “usr_a”.*: used \(/],
    [
      'statistics',
      () => countersItem.parse({ pk: 'day#x', signIns: '4' }),
      /pk “day#x”.*: signIns \(must be a number\)/,
    ],
    ['audit', () => auditItem.parse({ day: 'd', sk: 's', ...event, action: 'flew' }), /day “d”, sk “s”.*: action \(/],
  ])('of %s are named', (_, parse, message) => {
    expect(parse).toThrow(message);
  });

  it('are named without what would open a session', () => {
    expect(() => sessionItem.parse({ ...session, userId: 7 })).not.toThrow('hash-of-the-token');
  });
});
