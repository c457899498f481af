import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { openDatabase } from '@cloudapp/data/database';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prefixOf, stateBucketName } from '../../stacks/names.ts';
import { imageNames } from '../../stacks/registry.ts';
import { deploy } from './deploy.ts';
import { makeDeployedWorld, synthesiseTemplate, type DeployedWorld } from './testing/deployed-world.ts';
import { isRead } from './testing/recording-aws.ts';

const template = mkdtempSync(join(tmpdir(), 'synth-'));
beforeAll(() => {
  synthesiseTemplate(template);
});
afterAll(() => {
  rmSync(template, { recursive: true, force: true });
});

let world: DeployedWorld;
beforeEach(async () => {
  world = await makeDeployedWorld(template);
});
afterEach(async () => {
  await world.close();
});

const applied = (calls: readonly string[]) =>
  calls.flatMap((call) => /^terraform apply .*@(\w+)$/.exec(call)?.[1] ?? []);
const pushed = (calls: readonly string[]) =>
  calls.flatMap((call) => /^docker push .*\/([\w-]+):\w+$/.exec(call)?.[1] ?? []);
/** Each before those that need it. */
const order = ['registry', 'network', 'data', 'auth', 'cluster', 'services', 'presentation', 'observability'];

describe('a deployment into an empty account', () => {
  it('makes the registry, the images, every stack, the administrator, and looks at the public address', async () => {
    await deploy(world.deployment({ administrator: 'somebody@example.com' }));

    const calls = world.standIns.takeCalls();
    expect(applied(calls).toSorted()).toEqual(order.toSorted());
    expect(applied(calls)[0]).toBe('registry');
    for (const [stack, needed] of [
      ['data', 'network'],
      ['services', 'cluster'],
      ['services', 'data'],
      ['presentation', 'services'],
      ['observability', 'presentation'],
    ] as const) {
      expect(applied(calls).indexOf(needed)).toBeLessThan(applied(calls).indexOf(stack));
    }
    expect(pushed(calls)).toEqual([...imageNames]);
    const lastPush = calls.findLastIndex((call) => call.startsWith('docker push'));
    expect(calls.findIndex((call) => /^terraform apply .*@network$/.test(call))).toBeGreaterThan(lastPush);
    await world.deployment().clients.s3.send(new HeadBucketCommand({ Bucket: stateBucketName(world.environment) }));
    expect(world.said.join('\n')).toMatch(
      /chooses a password[^]*\/welcome#email=\S+&code=\S+[^]*ok {3}POST \/api\/auth\/login/,
    );
  });

  it('gives every image to the stacks by its digest, and its secret to Docker by its input alone', async () => {
    await deploy(world.deployment());

    const digests = world.standIns.read('digests').split('\n');
    for (const name of imageNames) expect(digests).toContainEqual(expect.stringMatching(`${name}=sha256:[0-9a-f]{64}`));
    expect(world.standIns.read('password')).toBe('registry-password');
    expect(world.standIns.read('calls')).not.toContain('registry-password');
  });

  it('builds for what the stacks run on, without provenance, from the Dockerfile of each image', async () => {
    await deploy(world.deployment());

    const builds = world.standIns.takeCalls().filter((call) => call.startsWith('docker build'));
    expect(builds).toHaveLength(imageNames.length);
    for (const build of builds) expect(build).toContain('--platform linux/arm64 --provenance=false --sbom=false');
    expect(builds.filter((build) => build.includes('--file spa/Dockerfile'))).toHaveLength(1);
    expect(
      builds.filter((build) => build.includes('--file microservices/Dockerfile --build-arg SERVICE=')),
    ).toHaveLength(imageNames.length - 1);
  });

  it('ships the assets of the pages that run with those that replace them', async () => {
    world.standIns.write('running', 'registry.example.com/pages:earlier@sha256:0');
    await deploy(world.deployment());

    const builds = world.standIns.takeCalls().filter((call) => call.startsWith('docker build'));
    expect(builds.filter((build) => build.includes('--build-arg PREVIOUS='))).toEqual([
      expect.stringContaining('spa/Dockerfile --build-arg PREVIOUS=registry.example.com/pages:earlier@sha256:0 '),
    ]);
  });

  it('stops at the stack that it was asked to go through', async () => {
    await deploy(world.deployment({ through: 'cluster' }));

    expect(applied(world.standIns.takeCalls())).toEqual(['network', 'cluster']);
  });
});

describe('a deployment that is run again', () => {
  it('recognises what is done and changes nothing', async () => {
    await deploy(world.deployment({ administrator: 'somebody@example.com' }));
    world.standIns.takeCalls();
    const before = world.calls.length;
    await deploy(world.deployment({ administrator: 'other@example.com' }));

    const calls = world.standIns.takeCalls();
    expect(applied(calls)).toEqual([]);
    expect(calls.filter((call) => call.startsWith('docker'))).toEqual([]);
    expect(world.calls.slice(before).filter((call) => !isRead(call))).toEqual([]);
    expect(await countAdministrators()).toBe(1);
    expect(world.said.join('\n')).toContain('there is one already');
  });

  it('deploys the one stack that differs', async () => {
    await deploy(world.deployment());
    world.standIns.takeCalls();
    world.standIns.write('synthesised/stacks/data/cdk.tf.json', '{"changed":true}');
    await deploy(world.deployment());

    expect(applied(world.standIns.takeCalls())).toEqual(['data']);
  });

  it.each([
    /npx tsx/,
    /terraform apply .*@registry/,
    /docker build .*view-stats/,
    /docker push .*presentation/,
    /terraform apply .*@cluster/,
    /terraform apply .*@observability/,
  ])('goes on where it broke off at %s', async (failure) => {
    world.standIns.failOnce(failure);
    await expect(deploy(world.deployment())).rejects.toThrow(/(npx|terraform|docker) \w+ failed/);
    expect(world.standIns.hasFailureLeft()).toBe(false);
    const first = world.standIns.takeCalls();
    const failed = first.at(-1) ?? '';

    await deploy(world.deployment());

    const second = world.standIns.takeCalls();
    const succeeded = [...applied(first.slice(0, -1)), ...applied(second)];
    expect(failed).toMatch(failure);
    expect(succeeded.toSorted()).toEqual(order.toSorted());
    expect([...pushed(first.slice(0, -1)), ...pushed(second)].toSorted()).toEqual([...imageNames].toSorted());
  });
});

describe('a deployment that nobody agreed to', () => {
  it('does nothing when the answer is not yes', async () => {
    const deployment = world.deployment({ yes: false });
    const terminal = { ...deployment.terminal, ask: () => Promise.resolve('') };

    await expect(deploy({ ...deployment, terminal })).rejects.toThrow('Nothing was changed.');

    expect(world.standIns.takeCalls()).toEqual([]);
    expect(world.calls.filter((call) => !isRead(call))).toEqual([]);
  });

  it('prints no password where nobody looks', async () => {
    const deployment = world.deployment({ administrator: 'somebody@example.com' });
    const terminal = { say: deployment.terminal.say };

    await expect(deploy({ ...deployment, terminal })).rejects.toThrow(/belongs on a terminal/);

    expect(world.calls).toEqual([]);
  });
});

async function countAdministrators(): Promise<number> {
  const { client, table } = openDatabase(prefixOf(world.environment), {});
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table('users') }));
  client.destroy();
  return Items.filter(({ role }) => role === 'admin').length;
}
