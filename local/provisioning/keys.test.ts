import type { Instance } from '@cloudapp/contracts/instance';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../testing/until.ts';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';
import { startTestProvisioning, type Person, type TestProvisioning } from './testing/test-provisioning.ts';

const another = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p another';

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

const launched = async (person: Person) => (await (await service.launch(person)).json()) as Instance;
const inState = async (person: Person, id: string, state: Instance['state']) =>
  await until(
    () => service.read(person, id),
    (machine) => machine.state === state,
  );
const replace = async (person: Person, id: string) =>
  ((await (await service.request(person, 'PUT', `/instances/${id}/key`, { sshPublicKey: another })).json()) as Instance)
    .sshKey;
const taken = async (person: Person, id: string) =>
  await until(
    () => service.read(person, id),
    ({ sshKey }) => sshKey?.waitingSince === undefined,
  );

it('a machine that runs takes another key', async () => {
  const person = await service.givenPerson();
  const { id } = await launched(person);
  await inState(person, id, 'ready');

  const asked = await replace(person, id);

  expect(asked?.waitingSince).toBeDefined();
  expect((await taken(person, id)).sshKey?.id).toBe(asked?.id);
  const console = await service.request(person, 'GET', `/instances/${id}/console`);
  expect(((await console.json()) as { output: string }).output).toContain('another key is let in');
});

it('a machine that boots takes it while it installs, and is ready all the same', async () => {
  const person = await service.givenPerson();
  const { id } = await launched(person);

  const asked = await replace(person, id);
  const machine = await inState(person, id, 'ready');

  expect((await taken(person, id)).sshKey?.id).toBe(asked?.id);
  expect(machine.failure).toBeUndefined();
});

it('a machine that is stopped takes it at its next start', async () => {
  const person = await service.givenPerson();
  const { id } = await launched(person);
  await inState(person, id, 'ready');
  await service.request(person, 'POST', `/instances/${id}/stop`);
  service.passTime(5);
  await inState(person, id, 'stopped');

  const asked = await replace(person, id);
  const waiting = await service.read(person, id);
  await service.request(person, 'POST', `/instances/${id}/start`);
  service.passTime(5);
  await inState(person, id, 'ready');

  expect(waiting.sshKey?.waitingSince).toBeDefined();
  expect((await taken(person, id)).sshKey).toEqual({ id: asked?.id, canBeReplaced: true });
});
