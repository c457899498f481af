import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { imageNames } from '../../stacks/registry.ts';
import { rollBack } from './roll-back.ts';
import { makeDeployedWorld, synthesiseTemplate, type DeployedWorld } from './testing/deployed-world.ts';
import { isRead } from './testing/recording-aws.ts';

const template = mkdtempSync(join(tmpdir(), 'synth-'));
beforeAll(() => {
  synthesiseTemplate(template);
});
afterAll(() => {
  rmSync(template, { recursive: true, force: true });
});

const earlier = 'e'.repeat(40);
let world: DeployedWorld;
beforeEach(async () => {
  world = await makeDeployedWorld(template);
});
afterEach(async () => {
  await world.close();
});

/** The registry has all images of the earlier commit but those that are named. */
function fillRegistry(without: readonly string[] = []): void {
  const names = imageNames.filter((name) => !without.includes(name));
  const lines = names.map((name) => `cloudapp-${world.environment.name}/${name}:${earlier}\n`);
  world.standIns.write('pushed', lines.join(''));
}

/** What Terraform tells of the two stacks with images. */
function plan(stack: string, type: string, after: object): void {
  const change = { actions: ['update'], before: { spec: [{ image: 'now' }] }, after, after_unknown: {} };
  const changes = [{ address: `${type}.one`, type, change }];
  world.standIns.write(`plan@${stack}`, JSON.stringify({ resource_changes: changes }));
}

const applied = () => world.standIns.takeCalls().flatMap((call) => /^terraform apply .*@(\w+)$/.exec(call)?.[1] ?? []);

it('puts the images of an earlier commit into the two stacks that run images, and touches no other', async () => {
  fillRegistry();
  plan('services', 'kubernetes_deployment_v1', { spec: [{ image: 'earlier' }] });
  plan('presentation', 'aws_ecs_service', { spec: [{ image: 'now' }], task_definition: 'earlier' });

  await rollBack(world.deployment({}, earlier));

  expect(applied()).toEqual(['services', 'presentation']);
  expect(world.standIns.read('digests')).toMatch(/view-stats=sha256:/);
  expect(world.calls.filter((call) => !isRead(call))).toEqual([]);
  expect(world.said.join('\n')).toMatch(/answers as it should$/);
});

it('changes nothing where one of the two stacks would change otherwise', async () => {
  fillRegistry();
  plan('services', 'kubernetes_deployment_v1', { spec: [{ image: 'earlier' }] });
  plan('presentation', 'aws_ecs_service', { spec: [{ image: 'now', user: '0' }] });

  await expect(rollBack(world.deployment({}, earlier))).rejects.toThrow(
    'More than images would change: aws_ecs_service.one. Nothing was changed: run this from the commit that is deployed.',
  );

  expect(applied()).toEqual([]);
});

it('changes nothing where the registry has an image no more', async () => {
  fillRegistry(['view-stats']);

  await expect(rollBack(world.deployment({}, earlier))).rejects.toThrow(
    `The registry has no view-stats of ${earlier}.`,
  );

  expect(applied()).toEqual([]);
});
