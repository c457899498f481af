import { pageOf } from '@cloudapp/contracts/primitives';
import { instanceSchema } from '@cloudapp/contracts/instance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicOrigin, startTestService, type Caller, type TestService } from './testing/test-service.ts';

const page = pageOf(instanceSchema);

let service: TestService;
let admin: Caller;
let zoe: Caller;
let ada: Caller;

beforeAll(async () => {
  service = await startTestService();
  admin = await service.givenCaller({ role: 'admin', name: 'Root' });
  zoe = await service.givenCaller({ name: 'Zo\u00EB \u00C5ngstr\u00F6m', email: 'zoe@example.org' });
  ada = await service.givenCaller({ name: 'Ada Lovelace', email: 'ada@example.org' });
  await service.givenMachine(zoe.user, 'ready', { name: 'B\u00FCro \u0130stanbul', address: '192.0.2.77' });
  await service.givenMachine(zoe.user, 'terminated', { name: 'B\u00FCro von gestern' });
  await service.givenMachine(ada.user, 'stopped', { name: 'brave-otter' });
});
afterAll(() => service.stop());

async function read(caller: Caller, path: string) {
  return await fetch(`${service.url}/api${path}`, { headers: { Cookie: `__Host-session=${caller.token}` } });
}

async function namesOf(caller: Caller, path: string, query: Record<string, string>): Promise<string[]> {
  const response = await read(caller, `${path}?${new URLSearchParams(query).toString()}`);
  return page.parse(await response.json()).items.map(({ name }) => name);
}

describe('machines', () => {
  it.each([
    ['the name without its accents', 'buro'],
    ['the name decomposed', 'Bu\u0308ro'],
    ['the Turkish I', 'ISTANBUL'],
    ['the owner', 'zoe angstrom'],
    ['the owner’s address of mail', 'zoe@example'],
    ['the address', '192.0.2.77'],
    ['words of several', 'istanbul zoe postgresql'],
  ])('of all are found by %s', async (_, search) => {
    expect(await namesOf(admin, '/fleet/instances', { search })).toEqual(['B\u00FCro \u0130stanbul']);
  });

  it.each([
    ['without the non-joiner in it', '\u0639\u0644\u06CC\u0631\u0636\u0627'],
    ['with the letters of an Arabic keyboard', '\u0639\u0644\u064A'],
    ['with an apostrophe as keys have it', "o'brien"],
    ['with a hyphen as keys have it', 'anna-lena'],
  ])('are found by their name %s', async (_, search) => {
    const writer = await service.givenCaller({ name: 'Writer' });
    const name = '\u0639\u0644\u06CC\u200C\u0631\u0636\u0627 O\u2019Brien Anna\u2013Lena';
    await service.givenMachine(writer.user, 'ready', { name });

    expect(await namesOf(writer, '/instances', { search })).toEqual([name]);
  });

  it.each(['\u00A8', '\u02D8', '\u00B4'])('are not all found by an accent alone: %s', async (search) => {
    expect(await namesOf(zoe, '/instances', { search, ended: 'true' })).toEqual([]);
  });

  it('that are ended are found where they are asked for', async () => {
    expect(await namesOf(zoe, '/instances', { search: 'BURO', ended: 'true' })).toEqual([
      'B\u00FCro von gestern',
      'B\u00FCro \u0130stanbul',
    ]);
  });

  it('are narrowed down to one state, one’s own and all alike, deleted ones among them', async () => {
    const owner = await service.givenCaller({ name: 'States' });
    for (const state of ['ready', 'stopped', 'terminated'] as const) {
      await service.givenMachine(owner.user, state, { name: `is-${state}` });
    }

    expect(await namesOf(owner, '/instances', { state: 'stopped' })).toEqual(['is-stopped']);
    expect(await namesOf(owner, '/instances', { state: 'terminated' })).toEqual(['is-terminated']);
    expect(await namesOf(admin, '/fleet/instances', { state: 'stopped', ownerId: owner.user.id })).toEqual([
      'is-stopped',
    ]);
    expect((await read(owner, '/instances?state=asleep')).status).toBe(400);
  });

  it('of others are not found by who may not see them', async () => {
    expect(await namesOf(ada, '/instances', { search: 'buro' })).toEqual([]);
    expect((await read(ada, '/fleet/instances?search=buro')).status).toBe(403);
  });

  it('that no word finds are not there', async () => {
    expect(await namesOf(admin, '/fleet/instances', { search: 'buro otter' })).toEqual([]);
  });

  it('are looked for among all of them, page by page', async () => {
    const owner = await service.givenCaller({ name: 'Many' });
    const given = (name: string, day: number) =>
      service.givenMachine(owner.user, 'ready', { name, createdAt: new Date(Date.UTC(2020, 0, day)).toISOString() });
    await Promise.all([1, 2, 3].map((day) => given(`needle-${day}`, day)));
    await Promise.all(Array.from({ length: 120 }, (_, index) => given(`hay-${index}`, 10 + index)));

    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { search: 'NEEDLE', limit: '2', ...(cursor !== undefined && { cursor }) };
      const response = await read(admin, `/fleet/instances?${new URLSearchParams(query).toString()}`);
      const { items, nextCursor } = page.parse(await response.json());
      found.push(...items.map(({ name }) => name));
      cursor = nextCursor;
    } while (cursor !== undefined);

    expect(found).toEqual(['needle-3', 'needle-2', 'needle-1']);
  });
});

describe('a person who took another name', () => {
  it('has it on every machine, in lists, on its page, in answers and in what is found', async () => {
    const person = await service.givenCaller({ name: 'Before' });
    const { instanceId } = await service.givenMachine(person.user, 'ready', { name: 'renamed-owner' });
    const event = { action: 'user-updated', subject: { kind: 'user', id: person.user.id, name: 'After' } } as const;
    await service.to.accounts.update(person.user, { name: 'Afterwards' }, undefined, { event, at: new Date() });

    const ownerIn = async (response: Response) => instanceSchema.parse(await response.json()).owner.name;
    const listed = page.parse(await (await read(person, '/instances')).json());
    const stopped = await fetch(`${service.url}/api/instances/${instanceId}/stop`, {
      method: 'POST',
      headers: { Cookie: `__Host-session=${person.token}`, Origin: publicOrigin },
    });

    expect(listed.items.map(({ owner }) => owner.name)).toEqual(['Afterwards']);
    expect(await ownerIn(await read(admin, `/instances/${instanceId}`))).toBe('Afterwards');
    expect(await ownerIn(stopped)).toBe('Afterwards');
    expect(await namesOf(admin, '/fleet/instances', { search: 'afterwards' })).toEqual(['renamed-owner']);
    expect(await namesOf(admin, '/fleet/instances', { search: 'before' })).toEqual([]);
  });
});
