import { describe, expect, it } from 'vitest';
import { newUser } from './new-user.ts';
import { administratorsChange, changedUser, gaugeChanges } from './user-changes.ts';

const now = new Date('2026-11-24T05:00:00Z');
const user = newUser('usr_a', { email: 'a@example.org', name: 'Ada', role: 'user' }, now);
const admin = { ...user, role: 'admin' } as const;
const withoutPassword = { ...admin, hasNoPassword: true };
const disabledAdmin = { ...admin, status: 'disabled' } as const;

describe('a change of a user', () => {
  it.each([
    ['role', { role: 'admin' }],
    ['status', { status: 'disabled' }],
  ] as const)('ends all sessions when it is of the %s', (_, changes) => {
    expect(changedUser(user, changes).user).toMatchObject({ ...changes, sessionEpoch: 2, version: 2 });
  });

  it.each([{ name: 'Ada Lovelace' }, { role: 'user' }, { status: 'active' }] as const)(
    'keeps sessions when it is %j',
    (changes) => {
      expect(changedUser(user, changes).user.sessionEpoch).toBe(1);
    },
  );

  it.each([
    ['a new administrator', undefined, admin, 1],
    ['a promotion', user, admin, 1],
    ['a disabled administrator', admin, disabledAdmin, -1],
    ['a deleted administrator', admin, undefined, -1],
    ['a deleted administrator who was disabled', disabledAdmin, undefined, 0],
    ['a new user', undefined, user, 0],
  ] as const)('counts %s among the administrators', (_, before, after, active) => {
    expect(administratorsChange(before, after)).toEqual({ active, withoutPassword: 0 });
  });

  it.each([
    ['comes', undefined, withoutPassword, 1, 1],
    ['goes', withoutPassword, user, -1, -1],
    ['gets a password', withoutPassword, admin, 0, -1],
  ] as const)('tells apart an administrator without a password who %s', (_, before, after, active, without) => {
    expect(administratorsChange(before, after)).toEqual({ active, withoutPassword: without });
  });

  it('moves only the gauges that change', () => {
    expect(gaugeChanges(undefined, admin)).toEqual({ 'users#total': 1, 'users#active': 1, 'users#admins': 1 });
    expect(gaugeChanges(admin, disabledAdmin)).toEqual({ 'users#active': -1, 'users#admins': -1 });
    expect(gaugeChanges(user, { ...user, name: 'Other' })).toEqual({});
  });
});
