import type { StoredSignInSettings } from '@cloudapp/data/setting-item';
import type { StoredUser } from '@cloudapp/data/user-item';
import { describe, expect, it } from 'vitest';
import { demandSeconds, FactorDemand } from './factor-demand.ts';

const start = new Date('2026-11-30T10:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

const user: StoredUser = {
  ...{ id: 'usr_1', email: 'ada@example.org', name: 'Ada', role: 'user', status: 'active' },
  ...{ mustChangePassword: false, sessionEpoch: 1, version: 1, createdAt: after(-3600).toISOString() },
};
const nobody: StoredSignInSettings = { secondFactorOf: 'nobody', graceDays: 0, passwordsOf: 'everybody', version: 1 };
const everybody: StoredSignInSettings = { ...nobody, secondFactorOf: 'everybody', demandedSince: start.toISOString() };
const down = new Error('the table is down');

/** Settings that tell what stands there when they are asked, and count how often they are. */
function givenSettings(told: StoredSignInSettings | Error) {
  const settings = {
    told,
    reads: 0,
    signIn: () => {
      settings.reads += 1;
      return settings.told instanceof Error ? Promise.reject(settings.told) : Promise.resolve(settings.told);
    },
  };
  return { settings, demand: new FactorDemand(settings) };
}

describe('what is demanded', () => {
  it('is known of a change after the seconds that it is kept', async () => {
    const { settings, demand } = givenSettings(nobody);
    expect(await demand.dueOf(user, start)).toBeUndefined();

    settings.told = everybody;

    expect(await demand.dueOf(user, after(demandSeconds - 0.001))).toBeUndefined();
    expect(await demand.dueOf(user, after(demandSeconds))).toBe(start.toISOString());
  });

  it('is read once for all who ask meanwhile, and not for who has a factor', async () => {
    const { settings, demand } = givenSettings(everybody);
    await demand.dueOf({ ...user, factors: ['passkey'] }, start);
    expect(settings.reads).toBe(0);

    const dues = await Promise.all(Array.from({ length: 20 }, (_, count) => demand.dueOf(user, after(count / 5))));

    expect(new Set(dues)).toEqual(new Set([start.toISOString()]));
    expect(settings.reads).toBe(1);
  });

  it('is not taken for nothing where it cannot be read, and read again by whoever asks next', async () => {
    const { settings, demand } = givenSettings(down);
    await expect(demand.dueOf(user, start)).rejects.toThrow(down);

    settings.told = everybody;

    expect(await demand.dueOf(user, start)).toBe(start.toISOString());
  });

  it('is read again where the clock was set back', async () => {
    const { settings, demand } = givenSettings(nobody);
    await demand.dueOf(user, after(3600));

    settings.told = everybody;

    expect(await demand.dueOf(user, start)).toBe(start.toISOString());
  });
});
