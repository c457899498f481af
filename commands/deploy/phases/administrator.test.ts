import { readWelcomeLink } from '@cloudapp/contracts/welcome-link';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeDeployedWorld, synthesiseTemplate, type DeployedWorld } from '../testing/deployed-world.ts';
import { createAdministrator } from './administrator.ts';

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

const email = 'somebody@example.com';

describe('the first administrator', () => {
  it('gets a link whose secret stands in the fragment, and nowhere else in what is said', async () => {
    expect(await createAdministrator(world.deployment(), email)).toBe(true);

    const said = world.said.join('\n');
    const link = new URL(/https?:\/\/\S+/.exec(said)?.[0] ?? '');
    const handedOver = readWelcomeLink(link.hash);
    expect(handedOver).toMatchObject({ email });
    expect(said.split(handedOver?.oneTimePassword ?? '?')).toHaveLength(2);
    expect(`${link.pathname}${link.search}`).toBe('/welcome');
  });

  it('is not made where nobody sees the link', async () => {
    const deployment = world.deployment();

    const made = createAdministrator({ ...deployment, terminal: { say: deployment.terminal.say } }, email);

    await expect(made).rejects.toThrow(/belongs on a terminal/);
    expect(world.said).toEqual([]);
    expect(world.calls).toEqual([]);
  });
});
