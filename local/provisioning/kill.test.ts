import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instance } from '@cloudapp/contracts/instance';
import { InstanceRepository } from '@cloudapp/data/instance-repository';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { givenSession, givenUser } from '@cloudapp/accounts/testing/accounts';
import { givenQuota } from '@cloudapp/data/testing/quotas';
import { passing } from '@cloudapp/machines/domain/facts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { bundleService } from '../build/bundle.ts';
import { repository } from '../layout.ts';
import { freePort } from '../supervisor/free-port.ts';
import { until } from '../testing/until.ts';
import { testBlueprint } from './testing/test-blueprint.ts';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';
import { wish } from './testing/test-provisioning.ts';

const source = join(repository, 'microservices', 'provision-instance');
const publicOrigin = 'https://cloudapp.example';
const quota = 100;

/** Counts reach every place of a launch; the names make sure of each kind, whatever order the machine's reports come in. */
const lastEffects = [...Array.from({ length: 16 }, (_, index) => index + 1), 'RunInstances', 'PutObject', 'Publish'];

/** The simulated machines' login port is 22, which only root may listen on; without it no machine is proven ready. */
const canListen = process.getuid?.() === 0;

let cloud: TestCloud;
let port: number;
let cookie: string;
let child: ChildProcess;
let folder: string;

/** The service as it is deployed: a bundle in a process of its own, with nothing in it that knows of tests. */
async function startProcess(): Promise<void> {
  child = spawn(process.execPath, [join(folder, 'dist', 'main.mjs')], {
    stdio: 'ignore',
    env: {
      ...process.env,
      ...cloud.environment,
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_ORIGIN: publicOrigin,
      BOOT_EVENTS_ORIGIN: `http://127.0.0.1:${port}`,
    },
  });
  await until(
    async () => (await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => undefined))?.ok,
    (isLive) => isLive === true,
  );
}

/** A folder as the service's image has it, with the smallest blueprint in place of the real ones. */
async function deploy(): Promise<string> {
  const target = await mkdtemp(join(tmpdir(), 'cloudapp-kill-'));
  await bundleService(join(source, 'src', 'main.ts'), join(target, 'dist', 'main.mjs'));
  await cp(join(source, 'machine'), join(target, 'machine'), { recursive: true });
  await mkdir(join(target, 'blueprints'));
  await writeFile(join(target, 'blueprints', `${testBlueprint.id}.yaml`), stringify(testBlueprint));
  return target;
}

async function kill(): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const launch = async (key: string) =>
  await fetch(`http://127.0.0.1:${port}/api/instances`, {
    method: 'POST',
    headers: { Origin: publicOrigin, Cookie: cookie, 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(wish),
  }).catch(() => undefined);

describe.skipIf(!canListen)('kill -9 of the service', () => {
  beforeAll(async () => {
    folder = await deploy();
    cloud = await startTestCloud();
    port = await freePort();
    const to = composeAccounts(cloud.tables.database);
    const user = await givenUser(to);
    await givenQuota(cloud.tables.database, user.id, quota);
    cookie = `__Host-session=${await givenSession(to, user)}`;
    await startProcess();
  });
  afterAll(async () => {
    await kill();
    await cloud.close();
    await rm(folder, { recursive: true });
  });

  it('after any effect of a launch leaves one machine, ready, with one record', async () => {
    const ids: string[] = [];
    const cutAfter = new Set<string>();
    for (const last of lastEffects) {
      const key = `launch-killed-after-${last}`;
      const cut = cloud.proxy.arm(last);
      void launch(key);
      await cut;
      await kill();
      cutAfter.add(cloud.proxy.passed.at(-1) ?? '');
      cloud.proxy.disarm();
      await startProcess();
      const response = await until(
        () => launch(key),
        (answer) => answer?.status === 201,
      );
      ids.push(((await response?.json()) as Instance).id);
    }

    const instances = new InstanceRepository(cloud.tables.database);
    for (const id of ids) {
      const record = await until(
        () => instances.get(id),
        (machine) => machine?.announcedAt !== undefined && ['ready', 'failed'].includes(machine.state),
      );
      expect([id, record?.state, record && passing(record).failure]).toEqual([id, 'ready', undefined]);
    }
    // Nothing is left to do by itself, so that nothing more can come.
    const someDay = new Date(Date.now() + 86_400_000);
    await until(
      () => instances.listDue('active', someDay, 1),
      (due) => due.length === 0,
    );
    expect([...cutAfter]).toEqual(
      expect.arrayContaining(['TransactWriteItems', 'RunInstances', 'PutObject', 'Publish']),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const records = (await cloud.records()).map(({ key }) => key.split('/').at(-1));
    expect(records.sort()).toEqual(ids.map((id) => `${id}.json`).sort());
    const seen = await fetch(`${cloud.ec2.endpoint.url}/_cloudapp/instances`);
    expect(await seen.json()).toHaveLength(ids.length);
  });
});
