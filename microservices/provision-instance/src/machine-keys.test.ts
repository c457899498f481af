import { instanceSchema } from '@cloudapp/contracts/instance';
import { problemSchema } from '@cloudapp/contracts/problem';
import type { InstanceState } from '@cloudapp/contracts/instance-state';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyIdOfLine } from './domain/ssh-public-key.ts';
import { machineToken, startTestService, type Caller, type TestService } from './testing/test-service.ts';

const before = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIW7Tz0pN2cXAQ2m1r9d2Yx4yqk0l1m2n3o4p5q6r7s8 before';
const after = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p after';

let service: TestService;
let owner: Caller;

beforeAll(async () => {
  service = await startTestService();
  owner = await service.givenCaller();
});
afterAll(() => service.stop());

const given = async (state: InstanceState = 'ready', takesKeys = true) =>
  (await service.givenMachine(owner.user, state, { sshPublicKey: before, takesKeys })).instanceId;
const replace = async (id: string, as = owner, body: object = { sshPublicKey: after, sshKeyName: 'Second' }) =>
  await service.request('PUT', `/instances/${id}/key`, { as, body });
const codeOf = async (response: Response) => problemSchema.parse(await response.json()).code;
const read = async (id: string) =>
  instanceSchema.parse(await (await service.request('GET', `/instances/${id}`, { as: owner })).json());
const report = async (id: string, line: string, token = machineToken) =>
  await fetch(`${service.url}/api/instances/${id}/key-reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ keyId: keyIdOfLine(line) }),
  });
const activityOf = async (id: string) => {
  const response = await service.request('GET', `/instances/${id}/activity`, { as: owner });
  return ((await response.json()) as { items: { text: string; actor?: { id: string } }[] }).items;
};

describe('another key', () => {
  it.each(['requested', 'launching', 'installing', 'ready', 'stopping', 'stopped', 'starting', 'rebooting'] as const)(
    'of a machine that is %s waits for the machine',
    async (state) => {
      const id = await given(state);

      const response = await replace(id);

      expect(response.status).toBe(202);
      const { sshKey } = instanceSchema.parse(await response.json());
      expect(sshKey).toMatchObject({ id: keyIdOfLine(after), canBeReplaced: true });
      expect(sshKey?.waitingSince).toBeDefined();
      expect((await read(id)).state).toBe(state);
    },
  );

  it.each(['failed', 'terminating', 'terminated'] as const)('of a machine that is %s is refused', async (state) => {
    const id = await given(state);

    expect(await codeOf(await replace(id))).toBe('state-conflict');
    expect((await read(id)).sshKey).toMatchObject({ id: keyIdOfLine(before), canBeReplaced: false });
  });

  it('of a machine that never asks for its key is refused, and says why', async () => {
    const id = await given('ready', false);

    const problem = problemSchema.parse(await (await replace(id)).json());

    expect(problem).toMatchObject({ code: 'state-conflict', detail: expect.stringContaining('before keys') as string });
    expect((await read(id)).sshKey?.canBeReplaced).toBe(false);
  });

  it('is recorded with whoever chose it', async () => {
    const id = await given();

    await replace(id);

    expect((await activityOf(id))[0]).toMatchObject({ actor: { id: owner.user.id }, text: /Another SSH key/ });
    const [event] = (await service.to.audit.listOf('by-subject', id, { limit: 1 })).items;
    expect(event).toMatchObject({ action: 'machine-key-replaced', actor: { id: owner.user.id }, detail: /^SHA256:/ });
  });

  it('sent again changes nothing', async () => {
    const id = await given();
    await replace(id);
    const first = await service.machines.instances.get(id);

    expect((await replace(id)).status).toBe(202);

    expect(await service.machines.instances.get(id)).toEqual(first);
  });

  it('is no administrator’s and nobody else’s to choose', async () => {
    const id = await given();

    for (const as of [await service.givenCaller({ role: 'admin' }), await service.givenCaller()]) {
      expect((await replace(id, as)).status).toBe(404);
    }
    expect((await read(id)).sshKey).toMatchObject({ id: keyIdOfLine(before) });
  });

  it('asks for a fresh proof', async () => {
    const id = await given();
    const stale = await service.givenStale(owner);

    expect(await codeOf(await replace(id, stale))).toBe('proof-required');
    expect((await read(id)).sshKey?.waitingSince).toBeUndefined();
  });

  it('that is none is refused', async () => {
    const id = await given();

    expect(await codeOf(await replace(id, owner, { sshPublicKey: after.slice(0, 40) }))).toBe('invalid-request');
  });
});

describe('a machine that says which key it lets in', () => {
  it('is told the new one, and has taken it once it says so', async () => {
    const id = await given();
    await replace(id);

    const told = await (await report(id, before)).json();
    const waiting = await read(id);
    await report(id, after);

    expect(told).toEqual({ sshPublicKey: after, askAgainInSeconds: 60 });
    expect(waiting.sshKey?.waitingSince).toBeDefined();
    expect((await read(id)).sshKey).toEqual({ id: keyIdOfLine(after), canBeReplaced: true });
    expect((await activityOf(id))[0]?.text).toMatch(/took the new SSH key/);
  });

  it('while it boots is looked at more often', async () => {
    const id = await given('installing');

    expect(await (await report(id, before)).json()).toEqual({ sshPublicKey: before, askAgainInSeconds: 10 });
  });

  it('changes nothing while its key is the same', async () => {
    const id = await given();
    const record = await service.machines.instances.get(id);

    await report(id, before);

    expect(await service.machines.instances.get(id)).toEqual(record);
  });

  it('and is not it, or has ended, is told so', async () => {
    const [running, ended] = [await given(), await given('terminated')];
    await replace(running);

    expect((await report(running, after, 'n'.repeat(43))).status).toBe(401);
    expect((await report(ended, before)).status).toBe(410);
    expect((await read(running)).sshKey?.waitingSince).toBeDefined();
  });
});

describe('a key that a page made', () => {
  const keysOf = async (as: Caller) =>
    ((await (await service.request('GET', '/ssh-keys', { as })).json()) as { items: object[] }).items;

  it('is unsaved until its owner says that they have it, and stays saved from then on', async () => {
    const [id, body] = [await given(), { sshPublicKey: after, isSshKeyUnsaved: true }];
    const keyId = keyIdOfLine(after);
    const other = await service.givenCaller();
    // Chosen before without saying so, it was taken for saved.
    await service.request('DELETE', `/ssh-keys/${keyId}`, { as: owner });
    const save = async (as: Caller) => (await service.request('POST', `/ssh-keys/${keyId}/saved`, { as })).status;

    await replace(id, owner, body);
    expect(await keysOf(owner)).toMatchObject([{ id: keyId, isSaved: false }]);
    expect(await save(other)).toBe(404);
    expect([await save(owner), await save(owner)]).toEqual([204, 204]);
    await replace(await given(), owner, body);

    expect(await keysOf(owner)).toMatchObject([{ id: keyId, isSaved: true }]);
  });
});
