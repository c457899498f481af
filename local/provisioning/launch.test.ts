import { loginDetailsSchema, type Instance } from '@cloudapp/contracts/instance';
import type { Problem } from '@cloudapp/contracts/problem';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { claimEnd } from '@cloudapp/machines/domain/claim';
import { passing } from '@cloudapp/machines/domain/facts';
import { claimSeconds } from '@cloudapp/machines/domain/schedule';
import { provisioningRecordSchema } from '@cloudapp/machines/domain/provisioning-record';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../testing/until.ts';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';
import { startTestProvisioning, type Person, type TestProvisioning } from './testing/test-provisioning.ts';

let cloud: TestCloud;
let service: TestProvisioning;

beforeAll(async () => {
  cloud = await startTestCloud();
  service = await startTestProvisioning(cloud);
});
afterAll(async () => {
  await service.stop();
  await cloud.close();
});
// Faults are taken by whoever comes first, so that no launch may be left over from the test before.
afterEach(async () => {
  cloud.ec2.endpoint.faults.clear();
  const someDay = new Date(service.clock().getTime() + 86_400_000);
  await until(
    () => service.machines().instances.listDue('active', someDay, 1),
    (due) => due.length === 0,
  );
});

async function launched(person: Person): Promise<Instance> {
  const response = await service.launch(person);
  expect(response.status).toBe(201);
  return (await response.json()) as Instance;
}

const inState = async (person: Person, id: string, state: string) =>
  until(
    () => service.read(person, id),
    (machine) => machine.state === state,
  );

/** Somebody with a machine that was ready and is stopped. */
async function givenStopped(): Promise<{ person: Person; id: string }> {
  const person = await service.givenPerson();
  const { id } = await launched(person);
  await inState(person, id, 'ready');
  await service.request(person, 'POST', `/instances/${id}/stop`);
  service.passTime(5);
  await inState(person, id, 'stopped');
  return { person, id };
}

/** Whether whoever noted the last try has the machine still. */
const isClaimed = (record: InstanceRecord) =>
  record.dueAt === claimEnd(new Date(passing(record).lastLaunchAt ?? '')).toISOString();

describe('a launch', () => {
  it('ends in a machine that its owner can log in to', async () => {
    const person = await service.givenPerson();

    const { id } = await launched(person);
    const machine = await inState(person, id, 'ready');

    expect(machine.steps).toMatchObject([{ id: 'only', state: 'done' }]);
    const response = await service.request(person, 'GET', `/instances/${id}/login`);
    const login = loginDetailsSchema.parse(await response.json());
    expect(login.command).toBe(`ssh -o HostKeyAlias=${id} admin@${machine.address}`);
    expect(login.knownHosts).toMatch(new RegExp(`^${id} ssh-ed25519 AAAA`));
    expect(login.hostKeys[0]?.fingerprint).toMatch(/^SHA256:/);
    expect(login.tools[0]).toMatchObject({ url: 'http://localhost:8080/?token={secret}', secretId: 'token' });
    expect(machine.address).toMatch(/^127\.20\./);
    expect(login.tools[0]?.tunnelCommand).toMatch(
      new RegExp(`^ssh -o HostKeyAlias=${id} -N -L 8080:10\\.41\\.\\d+\\.\\d+:8080 admin@${machine.address}$`),
    );
    const revealed = await service.request(person, 'POST', `/instances/${id}/secrets/token/reveal`);
    expect(await revealed.json()).toEqual({ value: expect.stringMatching(/^.{20,}$/) as string });
  });

  it('leaves one record and one message', async () => {
    const person = await service.givenPerson();

    const { id } = await launched(person);
    await inState(person, id, 'ready');

    const records = (await cloud.records()).filter(({ key }) => key.includes(id));
    expect(records).toHaveLength(1);
    expect(provisioningRecordSchema.parse(JSON.parse(records[0]?.text ?? ''))).toMatchObject({
      outcome: 'created',
      instance: { id, ec2InstanceId: expect.stringMatching(/^i-/) as string },
      user: { id: person.user.id, email: person.user.email },
    });
    expect((await cloud.announced()).filter((text) => text.includes(id))).toHaveLength(1);
  });

  it('gives 20 equal answers for one machine when it comes 20 times at once', async () => {
    const person = await service.givenPerson();

    const responses = await Promise.all(Array.from({ length: 20 }, () => service.launch(person, 'the-same-key')));

    expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(201));
    const answers = await Promise.all(responses.map((response) => response.text()));
    expect(new Set(answers).size).toBe(1);
    const list = await service.request(person, 'GET', '/instances');
    expect(((await list.json()) as { items: unknown[] }).items).toHaveLength(1);
  });

  it('refuses a key that was used for something else', async () => {
    const person = await service.givenPerson();
    await service.launch(person, 'another-key');

    const response = await service.launch(person, 'another-key', { name: 'Other' });

    expect(response.status).toBe(422);
  });

  it('stops at the quota when 20 come at once', async () => {
    const person = await service.givenPerson(2);

    const responses = await Promise.all(Array.from({ length: 20 }, () => service.launch(person)));

    const refused = responses.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(18);
    const codes = await Promise.all(refused.map(async (response) => ((await response.json()) as Problem).code));
    expect(new Set(codes)).toEqual(new Set(['quota-exceeded']));
  });

  it('goes to another zone by itself when one has no room', async () => {
    const person = await service.givenPerson();
    cloud.ec2.endpoint.faults.add({ kind: 'capacity', times: 1 });

    const { id } = await launched(person);

    expect((await inState(person, id, 'ready')).failure).toBeUndefined();
    const own = await service.machines().ec2.listOwn();
    expect(own.filter((instance) => instance.instanceId === id)).toHaveLength(1);
  });

  it('says so when EC2 has no room in any zone, and can be tried again in the same place of the quota', async () => {
    const person = await service.givenPerson(1);
    cloud.ec2.endpoint.faults.add({ kind: 'capacity', times: 2 }); // in both zones

    const { id } = await launched(person);
    const failed = await inState(person, id, 'failed');
    const retried = await service.request(person, 'POST', `/instances/${id}/retry`, undefined, 'retry-key-1');

    expect(failed.failure?.code).toBe('capacity');
    expect(retried.status).toBe(201);
    await inState(person, ((await retried.json()) as Instance).id, 'ready');
  });

  it('is tried again in another size that its blueprint offers, once for one key, and in no other', async () => {
    const person = await service.givenPerson(1);
    cloud.ec2.endpoint.faults.add({ kind: 'capacity', times: 2 }); // in both zones
    const { id } = await launched(person);
    await inState(person, id, 'failed');
    const retry = (size: string, key: string) =>
      service.request(person, 'POST', `/instances/${id}/retry?size=${size}`, undefined, key);

    expect((await retry('gigantic', 'retry-size-0')).status).toBe(400);
    const refused = await retry('xlarge', 'retry-size-1');
    const [first, again] = await Promise.all([retry('medium', 'retry-size-2'), retry('medium', 'retry-size-2')]);
    const other = await retry('small', 'retry-size-2');

    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ errors: [{ pointer: '/size' }] });
    const fresh = (await first.json()) as Instance;
    expect([first.status, fresh.size.id]).toEqual([201, 'medium']);
    expect(await again.json()).toMatchObject({ id: fresh.id });
    expect(other.status).toBe(422);
    await inState(person, fresh.id, 'ready');
    expect(await service.to.quotas.get(person.user.id)).toMatchObject({ used: 1 });
  });

  it('replaces a machine that ran and failed, and counts both', async () => {
    const person = await service.givenPerson(1);
    cloud.ec2.endpoint.faults.add({ kind: 'failing-step', times: 1, step: '*' });

    const { id } = await launched(person);
    await inState(person, id, 'failed');
    service.passTime(600);
    const retried = await service.request(person, 'POST', `/instances/${id}/retry`, undefined, 'retry-key-2');

    expect(retried.status).toBe(201);
    const fresh = (await retried.json()) as Instance;
    await inState(person, fresh.id, 'ready');
    const ended = await inState(person, id, 'terminated');
    expect(ended.cost.soFar).toBeGreaterThan(0);
    expect(await service.to.quotas.get(person.user.id)).toMatchObject({ used: 1 });
  });

  it.each(['throttling', 'lost-answer', 'internal-error'] as const)('gets over %s', async (kind) => {
    const person = await service.givenPerson();
    cloud.ec2.endpoint.faults.add({ kind, times: 4, action: 'RunInstances' });

    const { id } = await launched(person);
    let tries = 0;
    await until(
      async () => {
        const record = await service.machines().instances.get(id);
        // Each try is seen to be over before time moves on to the next one, and no further.
        if (record?.state === 'requested' && record.launchAttempts > tries && !isClaimed(record)) {
          tries = record.launchAttempts;
          service.moveTo(record.dueAt);
        }
        return record?.state;
      },
      (state) => state === 'ready',
    );

    const own = await service.machines().ec2.listOwn();
    expect(own.filter((instance) => instance.instanceId === id)).toHaveLength(1);
  });

  it.each([
    [{ kind: 'failing-step', times: 1, step: '*' }, 'step-failed'],
    [{ kind: 'failing-check', times: 1 }, 'check-failed'],
    [{ kind: 'vcpu-limit', times: 1 }, 'account-limit'],
    [{ kind: 'disk-key', times: 1 }, 'disk-key'],
    [{ kind: 'late-capacity', times: 1 }, 'capacity'],
  ] as const)('that meets %j fails with its cause', async (fault, code) => {
    const person = await service.givenPerson();
    cloud.ec2.endpoint.faults.add(fault);

    const { id } = await launched(person);
    const failed = await inState(person, id, 'failed');

    expect(failed.failure).toMatchObject({ code, message: expect.any(String) as string });
    expect(failed.allowedActions).toEqual(['retry', 'terminate']);
  });
});

describe('a machine', () => {
  it('stops, starts, reboots and ends, and gives its place in the quota back', async () => {
    const person = await service.givenPerson();
    const { id } = await launched(person);
    await inState(person, id, 'ready');

    for (const [action, state] of [
      ['stop', 'stopped'],
      ['start', 'ready'],
      ['reboot', 'ready'],
      ['terminate', 'terminated'],
    ] as const) {
      const response = await service.request(person, 'POST', `/instances/${id}/${action}`);
      expect([action, response.status]).toEqual([action, 202]);
      service.passTime(5);
      await inState(person, id, state);
    }

    expect(await service.to.quotas.get(person.user.id)).toMatchObject({ used: 0 });
  });

  it.each([
    [{ kind: 'vcpu-limit', times: 1 }, 'account-limit', /its quota “.+” \(L-1216C47A\) is used up/],
    [{ kind: 'capacity', times: 1 }, 'capacity', /no free t3a\.small machine/],
    [{ kind: 'unauthorised', times: 1, action: 'StartInstances' }, 'unauthorised', /does not let CloudApp start/],
    [{ kind: 'late-capacity', times: 1 }, 'capacity', /no free t3a\.small machine/],
    [{ kind: 'disk-key', times: 1 }, 'disk-key', /may not use the key that encrypts the machine’s disk/],
  ] as const)(
    'whose start meets %j is stopped again, whole, and says why until it is started',
    async (fault, code, words) => {
      const { person, id } = await givenStopped();
      cloud.ec2.endpoint.faults.add(fault);

      await service.request(person, 'POST', `/instances/${id}/start`);
      const refused = await until(
        () => service.read(person, id),
        ({ state, startRefusal }) => state === 'stopped' && startRefusal !== undefined,
      );
      const activity = await service.request(person, 'GET', `/instances/${id}/activity`);
      await service.request(person, 'POST', `/instances/${id}/start`);
      const started = await inState(person, id, 'ready');

      expect(refused).toMatchObject({ startRefusal: { code, message: expect.stringMatching(words) as string } });
      expect([refused.failure, refused.leaseEndsAt]).toEqual([undefined, undefined]);
      expect(refused.allowedActions).toContain('start');
      const message = refused.startRefusal?.message;
      expect(((await activity.json()) as { items: { text: string }[] }).items[0]?.text).toBe(message);
      expect(started.startRefusal).toBeUndefined();
    },
  );

  it('whose start is throttled starts all the same', async () => {
    const { person, id } = await givenStopped();
    cloud.ec2.endpoint.faults.add({ kind: 'throttling', times: 4, action: 'StartInstances' });

    await service.request(person, 'POST', `/instances/${id}/start`);
    const noted = await until(
      () => Promise.resolve(cloud.ec2.endpoint.faults.waiting),
      ([fault]) => fault?.times === 1,
    );
    const waiting = await service.read(person, id);
    service.passTime(claimSeconds + 1);
    const started = await inState(person, id, 'ready');

    expect(noted).toHaveLength(1);
    expect(waiting).toMatchObject({ state: 'starting' });
    expect(started.startRefusal).toBeUndefined();
  });

  it('of somebody else is not there', async () => {
    const [owner, other] = [await service.givenPerson(), await service.givenPerson()];
    const { id } = await launched(owner);

    for (const path of ['', '/login', '/console', '/activity']) {
      expect((await service.request(other, 'GET', `/instances/${id}${path}`)).status).toBe(404);
    }
    for (const action of ['start', 'stop', 'reboot', 'terminate', 'secrets/token/reveal']) {
      expect((await service.request(other, 'POST', `/instances/${id}/${action}`)).status).toBe(404);
    }
  });

  it('shows itself to an administrator, but not its login details', async () => {
    const owner = await service.givenPerson();
    const admin = await service.givenPerson(3, { role: 'admin' });
    const { id } = await launched(owner);
    await inState(owner, id, 'ready');

    expect((await service.read(admin, id)).allowedActions).toEqual(['stop', 'reboot', 'extend', 'terminate']);
    expect((await service.request(admin, 'GET', `/instances/${id}/login`)).status).toBe(404);
    expect((await service.request(admin, 'POST', `/instances/${id}/secrets/token/reveal`)).status).toBe(404);
    const fleet = await service.request(admin, 'GET', `/fleet/instances?ownerId=${owner.user.id}`);
    expect(await fleet.json()).toMatchObject({ items: [{ id }] });
  });
});
