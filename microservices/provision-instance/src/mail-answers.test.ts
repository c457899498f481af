import type { AnswerKind } from '@cloudapp/contracts/answer-link';
import type { MailAnswer } from '@cloudapp/data/answer-item';
import { AnswerRepository } from '@cloudapp/data/answer-repository';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { hashToken, newToken } from '@cloudapp/data/token';
import { step, transact } from '@cloudapp/data/transaction';
import type { StoredUser } from '@cloudapp/data/user-item';
import { createLogger } from '@cloudapp/service-kit/logger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicOrigin, startTestService, type TestService } from './testing/test-service.ts';

const hourMs = 3_600_000;
const now = new Date();
const inMs = (ms: number) => new Date(now.getTime() + ms).toISOString();
const stopsAt = inMs(hourMs);
const deletesAt = inMs(24 * hourMs);
const warnedAt = inMs(-60_000);

let service: TestService;
let answers: AnswerRepository;
const logged: string[] = [];

beforeAll(async () => {
  const logger = createLogger('test', 'trace', { write: (line) => logged.push(line) });
  service = await startTestService({ logger, clock: () => now });
  answers = new AnswerRepository(service.tables.database);
  await service.request('PUT', '/machine-rules', {
    as: await service.givenCaller({ role: 'admin' }),
    body: { keptDays: 14, longestHours: { user: 720, admin: 720 }, longestHoursOf: { 'python-notebook': 1, node: 4 } },
  });
});
afterAll(() => service.stop());

/** Somebody with a machine, which is to stop in an hour or to be deleted in a day. */
async function givenWarned(kind: AnswerKind, person: Partial<StoredUser> = {}) {
  const { user } = await service.givenCaller(person);
  const since = { createdAt: inMs(-20 * 24 * hourMs), stateChangedAt: inMs(-14 * 24 * hourMs) };
  const machine =
    kind === 'keep'
      ? await service.givenMachine(user, 'stopped', {
          ...since,
          name: 'brave-otter',
          deletion: { at: deletesAt, from: since.stateChangedAt, keptDays: 14, warned: 'last' },
        })
      : await service.givenMachine(user, 'ready', { ...since, name: 'brave-otter', leaseEndsAt: stopsAt });
  return { user, machine, token: await givenLink(kind, machine, user) };
}

async function givenLink(kind: AnswerKind, machine: InstanceRecord, user: StoredUser, more: Partial<MailAnswer> = {}) {
  const token = newToken();
  await answers.add(hashToken(token), {
    kind,
    instanceId: machine.instanceId,
    machineName: machine.name,
    owner: { id: user.id, email: user.email, epoch: user.sessionEpoch },
    warnedAt,
    happensAt: kind === 'keep' ? deletesAt : stopsAt,
    ...more,
  });
  return token;
}

/** Each test comes from an address of its own, so that none is held back for another. */
let addresses = 0;
const newAddress = () => `203.0.113.${(addresses += 1)}`;

async function send(what: 'look' | 'give', token: string, address = newAddress()) {
  const response = await fetch(`${service.url}/api/answers${what === 'look' ? '/look' : ''}`, {
    method: 'POST',
    headers: { Origin: publicOrigin, 'Content-Type': 'application/json', 'X-Forwarded-For': address },
    body: JSON.stringify({ token }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const stored = async ({ instanceId }: InstanceRecord) => await service.machines.instances.get(instanceId);
const told = async ({ instanceId }: InstanceRecord) =>
  (await service.to.audit.listOf('by-subject', instanceId, { limit: 20 })).items;

describe('the link of a warning', () => {
  it.each([
    ['run-longer', { until: inMs(9 * hourMs) }, { state: 'ready', leaseEndsAt: inMs(9 * hourMs) }],
    ['stop', {}, { state: 'stopping' }],
    ['keep', { until: inMs(14 * 24 * hourMs) }, { state: 'stopped', deletion: { at: inMs(14 * 24 * hourMs) } }],
  ] as const)('says what it will do, changes nothing by that, and does it once: %s', async (kind, more, outcome) => {
    const { user, machine, token } = await givenWarned(kind);
    const due = { status: 200, body: { kind, machine: { name: 'brave-otter' }, ...more } };

    expect(await send('look', token)).toEqual(due);
    expect(await send('look', token)).toEqual(due);
    expect(await stored(machine)).toMatchObject({ version: machine.version, state: machine.state });

    expect(await send('give', token)).toEqual(due);
    expect(await stored(machine)).toMatchObject(outcome);
    const [activity] = (await service.machines.instances.listActivity(machine.instanceId, { limit: 1 })).items;
    expect(activity).toMatchObject({ actor: { id: user.id } });
    expect(activity?.text).toContain(', by an answer to an e-mail');

    expect((await send('give', token)).status).toBe(404);
    expect(await stored(machine)).toMatchObject({ version: machine.version + 1 });
  });

  it('is in the log with who answered and from where', async () => {
    const { user, machine, token } = await givenWarned('run-longer');

    await send('give', token, '198.51.100.7');

    const by = { actor: { id: user.id }, address: '198.51.100.7' };
    const entries = await told(machine);
    expect(entries).toHaveLength(2);
    expect(entries).toContainEqual(expect.objectContaining({ action: 'mail-answer-used', detail: 'Keep 8 h' }));
    expect(entries).toMatchObject([by, by]);
  });

  it('used many times at once is used once', async () => {
    const { machine, token } = await givenWarned('run-longer');

    const statuses = (await Promise.all(Array.from({ length: 5 }, () => send('give', token)))).map(
      ({ status }) => status,
    );

    expect(statuses.sort()).toEqual([200, 404, 404, 404, 404]);
    expect(await stored(machine)).toMatchObject({ version: machine.version + 1, leaseEndsAt: inMs(9 * hourMs) });
  });

  it('of a mail that was sent twice is used once, too', async () => {
    const { user, machine, token } = await givenWarned('keep');
    const other = await givenLink('keep', machine, user);

    const statuses = (await Promise.all([send('give', token), send('give', other)])).map(({ status }) => status);

    expect(statuses.sort()).toEqual([200, 404]);
    expect(await stored(machine)).toMatchObject({ version: machine.version + 1 });
  });

  it('lets nobody run a machine for longer than administrators allow', async () => {
    const { user, machine } = await givenWarned('run-longer');
    const of = async (id: string) => {
      const one = await service.givenMachine(user, 'ready', {
        leaseEndsAt: stopsAt,
        createdAt: machine.createdAt,
        blueprint: { ...machine.blueprint, id },
      });
      return { one, token: await givenLink('run-longer', one, user) };
    };
    const [some, none] = [await of('node'), await of('python-notebook')];

    expect(await send('give', some.token)).toMatchObject({ status: 200, body: { until: inMs(4 * hourMs) } });
    expect(await send('look', none.token)).toMatchObject({
      status: 409,
      body: { code: 'state-conflict', detail: 'It cannot run longer: administrators allow at most 1 h' },
    });
    expect((await send('give', none.token)).status).toBe(409);
    expect(await stored(none.one)).toMatchObject({ version: none.one.version });
  });
});

describe('a link that does not hold', () => {
  const gone = { status: 404, body: { code: 'not-found', title: 'Not found' } };

  it.each<readonly [string, (scene: Awaited<ReturnType<typeof givenWarned>>) => Promise<unknown>]>([
    ['the machine was given another end', ({ machine }) => changed(machine, { leaseEndsAt: inMs(2 * hourMs) })],
    ['the machine was stopped and started', ({ machine }) => changed(machine, { runsSince: inMs(-1000) })],
    ['the account was disabled', ({ user }) => updated(user, { status: 'disabled' })],
    [
      'the account was disabled and enabled',
      async ({ user }) => {
        await updated(user, { status: 'disabled' });
        await updated(user, { status: 'active' });
      },
    ],
    ['the owner was signed out everywhere', ({ user }) => updated(user, { sessionEpoch: user.sessionEpoch + 1 })],
    ['the owner has another address', ({ user }) => updated(user, { email: `new-${user.email}` })],
    [
      'somebody else has the machine',
      async ({ machine }) => {
        const { user } = await service.givenCaller();
        await changed(machine, { owner: { id: user.id, name: user.name, email: user.email } });
      },
    ],
  ])('because %s does nothing, and the log tells once', async (_, happens) => {
    const scene = await givenWarned('run-longer');
    await happens(scene);
    const before = await stored(scene.machine);

    expect(await send('look', scene.token)).toMatchObject(gone);
    expect(await send('give', scene.token)).toMatchObject(gone);

    expect(await stored(scene.machine)).toEqual(before);
    const refused = (await told(scene.machine)).filter(({ action }) => action === 'mail-answer-refused');
    expect(refused).toMatchObject([{ detail: 'Keep 8 h', address: expect.stringMatching(/^203\.0\.113\./) as string }]);
    expect(refused[0]).not.toHaveProperty('actor');
  });

  it('because what it was about has happened does nothing', async () => {
    const { user, machine } = await givenWarned('stop');
    const token = await givenLink('stop', machine, user, { happensAt: inMs(0) });

    expect(await send('give', token)).toMatchObject(gone);
    expect(await stored(machine)).toMatchObject({ version: machine.version });
  });

  it('because it was altered is like one that never was, and in no log', async () => {
    const { machine, token } = await givenWarned('stop');
    const altered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const known = ({ body }: { body: Record<string, unknown> }) => ({ ...body, requestId: undefined });

    const answer = await send('give', altered);

    expect(known(answer)).toEqual(known(await send('give', 'nothing')));
    expect(answer).toMatchObject(gone);
    expect(await told(machine)).toEqual([]);
    expect(await stored(machine)).toMatchObject({ version: machine.version });
  });

  it('acts for nobody who only opens it', async () => {
    const { machine, token } = await givenWarned('stop');

    const response = await fetch(`${service.url}/api/answers?token=${token}`, { headers: { Origin: publicOrigin } });

    expect(response.status).toBe(405);
    expect(await stored(machine)).toMatchObject({ version: machine.version });
  });

  it('holds a network back that tries too many, and no other', async () => {
    const guesser = '2001:db8:1:2::9';
    for (let tries = 0; tries < 30; tries++) expect((await send('look', newToken(), guesser)).status).toBe(404);
    const { token } = await givenWarned('stop');

    const held = await send('look', token, '2001:db8:1:2::10');

    expect(held).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect((await send('look', token)).status).toBe(200);
  });

  it('counts for nobody whose links hold', async () => {
    const { token } = await givenWarned('stop');
    const address = newAddress();

    for (let looks = 0; looks < 40; looks++) expect((await send('look', token, address)).status).toBe(200);
  });
});

it('no token is in the log of the service', async () => {
  const { token } = await givenWarned('stop');
  await send('look', token);
  await send('give', token);
  await send('give', token);

  expect(logged.length).toBeGreaterThan(0);
  expect(logged.join('')).not.toContain(token);
});

async function changed(machine: InstanceRecord, patch: Partial<InstanceRecord>) {
  const { database } = service.tables;
  const next = { ...machine, ...patch, version: machine.version + 1 } as InstanceRecord;
  await transact(database, [step(service.machines.instances.replaceItem(next), 'overtaken')], (reason) => {
    throw new Error(reason);
  });
}

async function updated(user: StoredUser, changes: Parameters<TestService['to']['accounts']['update']>[1]) {
  const current = (await service.to.users.get(user.id)) ?? user;
  await service.to.accounts.update(current, changes, undefined, { event: { action: 'user-updated' }, at: now });
}
