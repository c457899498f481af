import { newUser } from '@cloudapp/accounts/domain/new-user';
import { describe, expect, it } from 'vitest';
import { decideEdit } from './user-edit.ts';

const user = newUser('usr_a', { email: 'a@example.org', name: 'Ada', role: 'user' }, new Date('2026-11-24T05:00:00Z'));
const quota = { limit: 3, used: 1 };

describe('decideEdit', () => {
  it('keeps only what differs, and tells it', () => {
    expect(decideEdit(user, quota, { name: 'Ada L.', role: 'user', quota: 7 })).toEqual({
      isNeeded: true,
      changes: { name: 'Ada L.' },
      quotaLimit: 7,
      action: 'user-updated',
      detail: 'name: Ada → Ada L.; quota: 3 → 7',
    });
  });

  it('needs nothing when all is so already', () => {
    expect(decideEdit(user, quota, { name: 'Ada', status: 'active', quota: 3 })).toEqual({ isNeeded: false });
  });

  it('says whether somebody is let in or out', () => {
    const disabled = { ...user, status: 'disabled' } as const;

    expect(decideEdit(user, quota, { status: 'disabled' })).toMatchObject({ action: 'user-disabled' });
    expect(decideEdit(disabled, quota, { status: 'active' })).toMatchObject({ action: 'user-enabled' });
  });
});
