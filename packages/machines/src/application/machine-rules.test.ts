import { instanceStates } from '@cloudapp/contracts/instance-state';
import type { StoredUser } from '@cloudapp/data/user-item';
import { describe, expect, it } from 'vitest';
import { sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { MachineRules } from './machine-rules.ts';

const disabling = { at: sampleNow.toISOString(), by: { id: 'usr_2', name: 'Grace' }, stopsMachines: true };
const owner: StoredUser = {
  ...{ id: 'usr_1', email: 'ada@example.org', name: 'Ada', role: 'user', status: 'active' },
  ...{ mustChangePassword: false, sessionEpoch: 1, version: 1, createdAt: sampleNow.toISOString() },
};

function given(user: StoredUser | undefined) {
  const reads = { owners: 0, settings: 0 };
  const stored = { keptDays: 14, longestHours: { user: 24, admin: 720 }, longestHoursOf: {}, version: 1 };
  const rules = new MachineRules({
    owners: {
      get: () => {
        reads.owners += 1;
        return Promise.resolve(user);
      },
    },
    quotas: { get: () => Promise.resolve(undefined) },
    settings: {
      budgets: () => Promise.resolve({ people: {}, version: 0 }),
      machineRules: () => {
        reads.settings += 1;
        return Promise.resolve(stored);
      },
    },
  });
  return { rules, reads };
}

describe('what holds for a machine', () => {
  it('is read only as far as its state asks for it', async () => {
    const read: Record<string, string> = {};
    for (const state of instanceStates) {
      const { rules, reads } = given(owner);
      await rules.of(sampleRecord(state), sampleNow);
      read[state] = `${reads.owners} of owners, ${reads.settings} of settings`;
    }
    const both = '1 of owners, 1 of settings';
    const settings = '0 of owners, 1 of settings';
    const rests = { ready: both, stopped: both, failed: both, stopping: settings, rebooting: settings };
    expect(read).toEqual(
      Object.fromEntries(
        instanceStates
          .map((state) => [state, '0 of owners, 0 of settings'])
          .map(([state = '', none]) => [state, (rests as Record<string, string>)[state] ?? none]),
      ),
    );
  });

  it('knows whose owner is away, with an order to stop or without one', async () => {
    const record = sampleRecord('stopped');
    const away: StoredUser = { ...owner, status: 'disabled' };

    expect(await given(owner).rules.of(record, sampleNow)).toEqual({ keptDays: 14, isOwnerAway: false });
    expect(await given(away).rules.of(record, sampleNow)).toEqual({ keptDays: 14, isOwnerAway: true });
    expect(await given({ ...away, disabling }).rules.of(record, sampleNow)).toMatchObject({
      isOwnerAway: true,
      order: disabling,
    });
  });
});
