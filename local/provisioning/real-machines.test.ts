import { readdir } from 'node:fs/promises';
import { blueprintDefinitionSchema, type BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import type { Instance } from '@cloudapp/contracts/instance';
import { SshProbe } from '@cloudapp/machines/adapters/ssh-probe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findMachineProcesses } from '../ec2/real/machine-process.ts';
import { RealBackend } from '../ec2/real/real-backend.ts';
import { findConfinement } from '../ec2/real/confinement.ts';
import { frontDoorOrigin } from '../ec2/real/network/addresses.ts';
import { makeKey } from '../ec2/real/testing/login.ts';
import { openPlace } from '../ec2/real/testing/place.ts';
import { freePort } from '../supervisor/free-port.ts';
import { until } from '../testing/until.ts';
import { testBlueprint } from './testing/test-blueprint.ts';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';
import { startTestProvisioning, type Person, type TestProvisioning } from './testing/test-provisioning.ts';

const { directory, obstacle, root, remove } = await openPlace();

/** Blueprints that need no package and no network, so that what is tested here is done in a moment. */
const blueprintOf = (id: string, step: string, check: string): BlueprintDefinition =>
  blueprintDefinitionSchema.parse({
    ...testBlueprint,
    id,
    steps: [{ id: 'only', title: 'The only step', run: step, expectedSeconds: 5 }],
    check: { run: check, timeoutSeconds: 60 },
  });
const makeToken = 'openssl rand -hex 24 > "$CLOUDAPP_SECRETS/token"';
const blueprints = [
  blueprintOf('good', makeToken, 'test -s "$CLOUDAPP_SECRETS/token"'),
  blueprintOf('bad-step', 'echo "Fetching it"\necho "The archive is gone" >&2\nexit 3', 'true'),
  blueprintOf('bad-check', makeToken, 'echo "The database does not answer"; exit 1'),
];

afterAll(remove);

describe.skipIf(obstacle !== undefined)(`real machines${obstacle === undefined ? '' : ` (${obstacle})`}`, () => {
  let cloud: TestCloud;
  let service: TestProvisioning;

  beforeAll(async () => {
    const port = await freePort();
    await root.path();
    const found = await findConfinement();
    const confinement = typeof found === 'string' ? undefined : found;
    const backend = new RealBackend({ directory, root, maxMachines: 6, confinement, frontDoorPort: port });
    cloud = await startTestCloud({ backend, blueprints });
    service = await startTestProvisioning(cloud, {
      ...{ port, blueprints, probe: new SshProbe() },
      bootEventsOrigin: frontDoorOrigin,
    });
  });
  afterAll(async () => {
    await service.stop();
    await cloud.close();
  });

  const launched = async (person: Person, blueprintId: string, by = service): Promise<Instance> => {
    const response = await by.launch(person, undefined, { blueprintId });
    expect(response.status).toBe(201);
    return (await response.json()) as Instance;
  };
  const inState = async (person: Person, id: string, state: Instance['state'], by = service): Promise<Instance> =>
    await until(
      async () => await by.read(person, id),
      (machine) => machine.state === state,
    );
  const act = async (person: Person, id: string, action: string): Promise<Response> =>
    await service.request(person, 'POST', `/instances/${id}/${action}`, undefined, `${action}-${id}`);

  it.concurrent('are ready by their own check, and stop, start, reboot and end as their owner asks', async () => {
    const person = await service.givenPerson();
    const { id } = await launched(person, 'good');

    await inState(person, id, 'ready');
    const reveal = async () =>
      await (await service.request(person, 'POST', `/instances/${id}/secrets/token/reveal`)).text();
    const secret = await reveal();
    for (const [action, between] of [
      ['stop', 'stopped'],
      ['start', 'ready'],
      ['reboot', 'ready'],
    ] as const) {
      expect((await act(person, id, action)).status).toBe(202);
      await inState(person, id, between);
    }
    const console = await service.request(person, 'GET', `/instances/${id}/console`);

    expect(await reveal()).toBe(secret);
    expect(((await console.json()) as { output: string }).output).toContain('CloudApp machine agent');
    expect((await act(person, id, 'terminate')).status).toBe(202);
    await inState(person, id, 'terminated');
  });

  it.concurrent('let in the key that takes the place of another, and that one no more', async () => {
    const [first, second] = await Promise.all([makeKey(), makeKey()]);
    const person = await service.givenPerson();
    const launch = await service.launch(person, undefined, { blueprintId: 'good', sshPublicKey: first.line });
    const { id } = (await launch.json()) as Instance;
    const { address = '' } = await inState(person, id, 'ready');
    await until(async () => first.opens(address), Boolean);
    expect(await second.opens(address)).toBe(false);

    const response = await service.request(person, 'PUT', `/instances/${id}/key`, { sshPublicKey: second.line });
    expect(response.status).toBe(202);
    // The machine asks once a minute.
    await until(
      () => service.read(person, id),
      ({ sshKey }) => sshKey?.waitingSince === undefined,
    );

    expect([await first.opens(address), await second.opens(address)]).toEqual([false, true]);
    expect((await act(person, id, 'reboot')).status).toBe(202);
    await inState(person, id, 'ready');
    await until(async () => second.opens(address), Boolean);
    expect(await first.opens(address)).toBe(false);
    await act(person, id, 'terminate');
    await inState(person, id, 'terminated');
  });

  it.concurrent('whose step fails say so with its last lines, and a retry makes a fresh one', async () => {
    const person = await service.givenPerson(1);
    const { id } = await launched(person, 'bad-step');

    const failed = await inState(person, id, 'failed');
    const retried = (await (await act(person, id, 'retry')).json()) as Instance;
    const again = await inState(person, retried.id, 'failed');

    expect(failed.failure).toEqual({
      code: 'step-failed',
      stepId: 'only',
      message: '“The only step” failed with exit code 3. Its last lines are shown with the step.',
    });
    expect(failed.steps[0]).toMatchObject({ state: 'failed', output: 'Fetching it\nThe archive is gone' });
    expect(again.id).not.toBe(id);
    expect(again.address).not.toBe(failed.address);
    await inState(person, id, 'terminated');
    await act(person, again.id, 'terminate');
    await inState(person, again.id, 'terminated');
  });

  it.concurrent('whose check fails say what it said', async () => {
    const person = await service.givenPerson();
    const { id } = await launched(person, 'bad-check');

    const failed = await inState(person, id, 'failed');

    expect(failed.failure).toEqual({
      code: 'check-failed',
      message: 'Everything was installed, but the blueprint’s own check failed. It said: The database does not answer',
    });
    await act(person, id, 'terminate');
    await inState(person, id, 'terminated');
  });

  it('that never report fail when their time is over', async () => {
    const deaf = await startTestProvisioning(cloud, { blueprints, bootEventsOrigin: `${frontDoorOrigin}:81` });
    const person = await deaf.givenPerson();
    const { id } = await launched(person, 'good', deaf);
    await until(
      async () => (await service.request(person, 'GET', `/instances/${id}/console`)).text(),
      (output) => output.includes('Started cloudapp-agent.service'),
    );

    deaf.passTime(601);
    const failed = await inState(person, id, 'failed', deaf);

    expect(failed.failure?.code).toBe('never-reported');
    expect(failed.failure?.message).toContain('was started but never reported');
    await deaf.stop();
    await act(person, id, 'terminate');
    await inState(person, id, 'terminated');
  });

  it('leave nothing when they are all ended', async () => {
    expect(await findMachineProcesses(directory)).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
  });
});
