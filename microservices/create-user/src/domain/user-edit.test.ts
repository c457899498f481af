import { newUser } from '@cloudapp/accounts/domain/new-user';
import { describe, expect, it } from 'vitest';
import { decideEdit } from './user-edit.ts';

const user = newUser('usr_a', { email: 'a@example.org', name: 'Ada', role: 'user' }, new Date('2026-11-24T05:00:00Z'));
const quota = { limit: 3, used: 1 };
const editor = { id: 'usr_g', name: 'Grace', now: new Date('2026-11-25T08:00:00.000Z') };
const disabling = { at: '2026-11-25T08:00:00.000Z', by: { id: 'usr_g', name: 'Grace' }, stopsMachines: true };

describe('decideEdit', () => {
  it('keeps only what differs, and tells it', () => {
    expect(decideEdit(user, quota, { name: 'Ada L.', role: 'user', quota: 7 }, editor)).toEqual({
      isNeeded: true,
      changes: { name: 'Ada L.' },
      quotaLimit: 7,
      action: 'user-updated',
      detail: 'name: Ada → Ada L.; quota: 3 → 7',
      hurts: true,
    });
  });

  it('gives a group and a cost centre, and takes them away with null', () => {
    const member = { ...user, group: 'Simulation', costCentre: '4711' };

    expect(decideEdit(user, quota, { group: 'Simulation', costCentre: '4711' }, editor)).toEqual({
      isNeeded: true,
      changes: { group: 'Simulation', costCentre: '4711' },
      quotaLimit: undefined,
      action: 'user-updated',
      detail: 'group: none → Simulation; cost centre: none → 4711',
      hurts: false,
    });
    const taken = decideEdit(member, quota, { group: null, costCentre: '4711' }, editor);
    expect(taken).toMatchObject({ detail: 'group: Simulation → none' });
    expect(taken).toHaveProperty('changes', { group: undefined });
    expect(decideEdit(user, quota, { group: null, costCentre: null }, editor)).toEqual({ isNeeded: false });
  });

  it('needs nothing when all is so already', () => {
    expect(decideEdit(user, quota, { name: 'Ada', status: 'active', quota: 3 }, editor)).toEqual({ isNeeded: false });
  });

  it('says whether somebody is let in or out', () => {
    const disabled = { ...user, status: 'disabled' } as const;

    expect(decideEdit(user, quota, { status: 'disabled' }, editor)).toMatchObject({ action: 'user-disabled' });
    expect(decideEdit(disabled, quota, { status: 'active' }, editor)).toMatchObject({ action: 'user-enabled' });
  });

  it('stops the machines of somebody who is disabled, unless told not to', () => {
    const stopping = decideEdit(user, quota, { status: 'disabled' }, editor);
    const keeping = decideEdit(user, quota, { status: 'disabled', stopMachines: false }, editor);

    expect(stopping).toMatchObject({ changes: { status: 'disabled', disabling } });
    expect(stopping).toHaveProperty('detail', 'status: active → disabled; machines: stop');
    expect(keeping).toMatchObject({ changes: { disabling: { ...disabling, stopsMachines: false } } });
    expect(keeping).toHaveProperty('detail', 'status: active → disabled; machines: keep running');
  });

  it('asked for again, changes nothing, but can still stop machines that were kept', () => {
    const stopped = { ...user, status: 'disabled', disabling } as const;
    const kept = { ...stopped, disabling: { ...disabling, stopsMachines: false } };
    const later = { ...editor, now: new Date('2026-11-26T08:00:00.000Z') };
    const wanted = { status: 'disabled', stopMachines: true } as const;

    expect(decideEdit(stopped, quota, wanted, later)).toEqual({ isNeeded: false });
    expect(decideEdit(kept, quota, { status: 'disabled' }, later)).toEqual({ isNeeded: false });
    expect(decideEdit(kept, quota, wanted, later)).toMatchObject({
      changes: { disabling: { at: '2026-11-26T08:00:00.000Z', stopsMachines: true } },
      action: 'user-updated',
      detail: 'machines: stop',
    });
  });
});
