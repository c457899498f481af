import type { Instance } from '@cloudapp/contracts/instance';
import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import { deletionFrom } from '@cloudapp/machines/domain/deletion-day';
import { givenAccessToken } from '@cloudapp/accounts/testing/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicOrigin, startTestService, type Caller, type TestService } from './testing/test-service.ts';

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINoS3czF6xXhH800O9mrpNHkHtf8qDf4Tmw23GdPXlQW test';
const usual: MachineRules = { keptDays: 14, longestHours: { user: 720, admin: 720 }, longestHoursOf: {} };
const strict: MachineRules = {
  keptDays: 30,
  longestHours: { user: 48, admin: 200 },
  longestHoursOf: { 'python-notebook': 8, postgresql: 100 },
};

/** Rules hold for all machines of a service: each test has one of its own. */
let service: TestService;
let owner: Caller;
let admin: Caller;
let now = new Date();

beforeAll(async () => {
  service = await startTestService({ clock: () => now });
  owner = await service.givenCaller();
  admin = await service.givenCaller({ role: 'admin' });
});
afterAll(() => service.stop());

/** Longer than services keep what they have read of the rules, and shorter than a proof counts. */
function someSecondsLater(): void {
  now = new Date(now.getTime() + 20_000);
}

async function set(rules: unknown, as: Caller = admin): Promise<Response> {
  const response = await service.request('PUT', '/machine-rules', { as, body: rules });
  someSecondsLater();
  return response;
}

async function read(as: Caller): Promise<unknown> {
  return await (await service.request('GET', '/machine-rules', { as })).json();
}

const launch = (hours: number, as: Caller, blueprintId = 'postgresql') =>
  service.request('POST', '/instances', {
    as,
    body: { blueprintId, name: 'Mine', size: 'small', durationHours: hours, sshPublicKey: publicKey },
  });

async function extend(id: string, hours: number, as: Caller): Promise<Response> {
  return await service.request('POST', `/instances/${id}/extend`, { as, body: { hours } });
}

describe('the rules for machines', () => {
  it('are set by an administrator who has just proven it, and read by everybody', async () => {
    expect(await read(owner)).toEqual(usual);

    expect((await set(strict, owner)).status).toBe(403);
    expect((await set(strict, await service.givenStale(admin))).status).toBe(403);
    expect(await read(owner)).toEqual(usual);

    const response = await set(strict);
    expect([response.status, await response.json()]).toEqual([200, strict]);
    expect(await read(owner)).toEqual(strict);
    const audit = await service.to.audit.listOf('by-action', 'machine-rules-changed', { limit: 10 });
    expect(audit.items).toMatchObject([
      {
        actor: { id: admin.user.id },
        detail: 'Kept for 30 days; at most 48 h, administrators 200 h; python-notebook 8 h, postgresql 100 h',
      },
    ]);
  });

  it.each([
    ['days too few for two warnings', { ...usual, keptDays: 6 }],
    ['days without end', { ...usual, keptDays: 366 }],
    ['no hours', { ...usual, longestHours: { user: 0, admin: 720 } }],
    ['hours of a role that there is not', { ...usual, longestHours: { user: 8, admin: 8, guest: 8 } }],
    ['a blueprint without a name', { ...usual, longestHoursOf: { '': 8 } }],
    ['too many blueprints', { ...usual, longestHoursOf: manyLimits() }],
  ])('are not set to %s', async (_, rules) => {
    const before = await read(admin);
    expect((await set(rules)).status).toBe(400);
    expect(await read(admin)).toEqual(before);
  });

  it('are set by no program: none can prove again who it is', async () => {
    const token = await givenAccessToken(service.to, admin.user);
    const response = await fetch(`${service.url}/api/machine-rules`, {
      method: 'PUT',
      headers: { Origin: publicOrigin, 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(usual),
    });
    expect(response.status).toBe(403);
  });

  it('let no two edits at once get lost', async () => {
    const answers = await Promise.all(
      [7, 8, 9, 10].map((keptDays) =>
        service.request('PUT', '/machine-rules', { as: admin, body: { ...usual, keptDays } }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses.filter((status) => status !== 200).every((status) => status === 409)).toBe(true);
  });
});

describe('the hours that new machines get', () => {
  const usualHours = {
    zone: 'Europe/Berlin',
    windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
  };

  it('are kept, told, and in the audit log', async () => {
    const holidays = { country: 'DE', region: 'BE' };

    expect((await set({ ...usual, usualHours: { ...usualHours, holidays } })).status).toBe(200);

    expect(await read(owner)).toEqual({ ...usual, usualHours: { ...usualHours, holidays } });
    const { items } = await service.to.audit.listOf('by-action', 'machine-rules-changed', { limit: 20 });
    const words = 'new ones Mon–Fri 9:00–18:00 (Europe/Berlin), not started on public holidays (DE-BE)';
    expect(items.map(({ detail }) => detail)).toContain(
      `Kept for 14 days; at most 720 h, administrators 720 h; ${words}`,
    );
    expect(await (await set(usual)).json()).toEqual(usual);
  });

  it.each([
    ['without a time', { ...usualHours, windows: [] }, 'windows'],
    ['of minutes', { ...usualHours, windows: [{ days: ['mon'], from: '09:00', to: '09:10' }] }, 'windows'],
    ['in a zone that is none', { ...usualHours, zone: 'Mars/Olympus' }, 'zone'],
    ['with days off of their own', { ...usualHours, daysOff: [] }, 'daysOff'],
    ['with holidays of nowhere', { ...usualHours, holidays: { country: 'XX' } }, 'holidays'],
  ])('are not set %s', async (_, wrong, field) => {
    const before = await read(admin);

    const response = await set({ ...usual, usualHours: wrong });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ pointer: `/usualHours/${field}` }] });
    expect(await read(admin)).toEqual(before);
  });
});

function manyLimits(): Record<string, number> {
  return Object.fromEntries(Array.from({ length: 101 }, (_, count) => [`blueprint-${count}`, 8]));
}

describe('the longest time', () => {
  it('holds at launch and extension, by role and blueprint', async () => {
    await set(strict);
    const mine = await service.givenMachine(owner.user, 'ready');
    const { instanceId } = mine;

    const refused = await launch(49, owner);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      errors: [{ pointer: '/durationHours', detail: 'can be at most 48 here' }],
    });
    const tooLong = await extend(instanceId, 49, owner);
    expect(tooLong.status).toBe(400);
    expect(await tooLong.json()).toMatchObject({ errors: [{ pointer: '/hours' }] });
    expect((await extend(instanceId, 48, owner)).status).toBe(200);
    expect((await extend(instanceId, 100, admin)).status).toBe(200);
    expect((await extend(instanceId, 101, admin)).status).toBe(400);
    expect((await launch(9, owner, 'python-notebook')).status).toBe(400);
    expect((await launch(101, admin)).status).toBe(400);
  });

  it('is what a machine gets that is started under it', async () => {
    await set(strict);
    const { instanceId } = await service.givenMachine(owner.user, 'stopped', { durationHours: 720 });

    const response = await service.request('POST', `/instances/${instanceId}/start`, { as: owner });

    const { durationHours, leaseEndsAt } = (await response.json()) as Instance;
    expect(durationHours).toBe(48);
    expect(Date.parse(leaseEndsAt ?? '') - now.getTime()).toBe(48 * 3_600_000);
  });
});

describe('a machine that is off', () => {
  const deletion = (days: number) => deletionFrom(new Date(now.getTime() - days * 86_400_000), 14);

  it('tells when it is deleted, and is kept by its owner and administrators alone', async () => {
    const { instanceId } = await service.givenMachine(owner.user, 'stopped', { deletion: deletion(13) });
    const path = `/instances/${instanceId}`;
    const before = (await (await service.request('GET', path, { as: owner })).json()) as Instance;
    expect(before.deletesAt).toBe(deletion(13)?.at);

    const stranger = await service.givenCaller();
    expect((await service.request('POST', `${path}/keep`, { as: stranger })).status).toBe(404);
    const kept = await service.request('POST', `${path}/keep`, { as: owner });

    expect(kept.status).toBe(200);
    expect(await kept.json()).toMatchObject({ state: 'stopped', deletesAt: deletion(0)?.at });
    const { items } = await service.machines.instances.listActivity(instanceId, { limit: 5 });
    expect(items[0]).toMatchObject({ text: 'Kept for another 14 days', actor: { id: owner.user.id } });
  });

  it('tells of no end where nothing deletes it', async () => {
    const { instanceId } = await service.givenMachine(owner.user, 'stopped');
    const answer = await service.request('POST', `/instances/${instanceId}/keep`, { as: owner });
    expect(await answer.json()).not.toHaveProperty('deletesAt');
  });
});
