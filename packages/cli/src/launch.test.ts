import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleBlueprint, sampleId, sampleMachine } from './testing/samples.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';
import { openTestComputer, signedInAt, type TestComputer } from './testing/test-computer.ts';

let api: TestApi;
let computer: TestComputer;

beforeEach(async () => {
  api = await startTestApi();
  computer = await openTestComputer(signedInAt(api.url));
  api.answers('GET /blueprints/debian', [200, sampleBlueprint]);
});
afterEach(async () => {
  api.stop();
  await computer.remove();
});

const launched = () => api.askedAt('POST /instances');
const keyOf = (at: number) => launched()[at]?.headers['idempotency-key'];
const pending = () => readdir(join(computer.home, '.local/state/cloudapp/launches'));
const command = ['launch', 'debian'];

describe('launch', () => {
  it('sends what was asked for, with the usual for all else and a key of this computer', async () => {
    api.answers('POST /instances', [201, sampleMachine({ state: 'requested' })]);

    const ended = await computer.run(['launch', 'debian', '--name', 'web', '--size', 'medium']);

    expect(ended).toMatchObject({ code: 0, output: `brave-otter is launched: cloudapp show ${sampleId}\n` });
    const key = (await computer.read('.ssh/cloudapp_ed25519.pub')).trim();
    expect(launched()[0]?.body).toEqual({
      ...{ blueprintId: 'debian', name: 'web', size: 'medium', durationHours: 8 },
      ...{ sshPublicKey: key, sshKeyName: 'cloudapp on desk' },
    });
    expect(await computer.modeOf('.ssh/cloudapp_ed25519')).toBe('600');
    expect(JSON.stringify(api.asked)).not.toContain('PRIVATE');
    expect(await pending()).toEqual([]);
  });

  it('waits until the machine is ready, and says what ends meanwhile', async () => {
    const step = { id: 'one', title: 'Installing it', expectedSeconds: 30 };
    api.answers('POST /instances', [201, sampleMachine({ state: 'requested' })]);
    const running = sampleMachine({ state: 'installing', steps: [{ ...step, state: 'running' }] });
    api.answers(`GET /instances/${sampleId}`, [200, running], [200, sampleMachine()]);

    const ended = await computer.run([...command, '--wait']);

    expect(ended.code).toBe(0);
    expect(ended.errors).toBe('Installing it: done after 42 s\n');
    expect(ended.output).toContain('ready, since 10 min ago');
  });

  it('ends with 1 and the cause when the machine fails', async () => {
    api.answers('POST /instances', [201, sampleMachine({ state: 'requested' })]);
    const failure = { code: 'step-failed', message: 'The archive is gone.' } as const;
    api.answers(`GET /instances/${sampleId}`, [200, sampleMachine({ state: 'failed', failure })]);

    const ended = await computer.run([...command, '--wait']);

    expect(ended.code).toBe(1);
    expect(ended.output).toContain('The archive is gone.');
    expect(await pending()).toEqual([]);
  });

  it('asks again after a lost answer, as the same launch', async () => {
    api.answers('POST /instances', 'lost', 'service-unavailable', [201, sampleMachine()]);

    expect((await computer.run(command)).code).toBe(0);

    expect(launched()).toHaveLength(3);
    expect(new Set([keyOf(0), keyOf(1), keyOf(2)]).size).toBe(1);
    expect(launched()[2]?.body).toEqual(launched()[0]?.body);
  });

  it('is the same launch when the command is repeated after no answer came', async () => {
    api.answers('POST /instances', 'lost');
    const lost = await computer.run(command);
    api.answers('POST /instances', [201, sampleMachine()]);

    const repeated = await computer.run(command);

    expect(lost).toMatchObject({ code: 6, errors: expect.stringContaining('launches nothing twice') as string });
    expect(repeated.errors).toBe('Going on with brave-otter, which was launched before.\n');
    expect(keyOf(4)).toBe(keyOf(0));
    expect(launched()[4]?.body).toEqual(launched()[0]?.body);
    await computer.run(command);
    expect(keyOf(5)).not.toBe(keyOf(0));
  });

  it('goes on with the same machine after Ctrl-C while it waited', async () => {
    const interruption = new AbortController();
    api.answers('POST /instances', [201, sampleMachine({ state: 'requested' })]);
    api.answers(`GET /instances/${sampleId}`, [200, sampleMachine({ state: 'installing' })]);
    const pause = () => {
      interruption.abort(new Error('interrupted'));
      return Promise.resolve();
    };
    const interrupted = { interrupted: interruption.signal, pause };

    const ended = await computer.run([...command, '--wait'], interrupted);
    api.answers(`GET /instances/${sampleId}`, [200, sampleMachine()]);
    const repeated = await computer.run([...command, '--wait']);

    expect(ended).toMatchObject({
      code: 130,
      errors: expect.stringMatching(/^Interrupted\. .* picks it up\.$/m) as string,
    });
    expect(repeated.code).toBe(0);
    expect(keyOf(1)).toBe(keyOf(0));
  });

  it('is another launch while the first still runs, with other words, and after an hour', async () => {
    api.answers('POST /instances', 'lost');
    await computer.run(command);

    await computer.run(command, { isRunning: () => true });
    await computer.run([...command, '--size', 'medium']);
    await computer.run(command, { now: () => new Date('2026-11-30T13:00:01.000Z') });

    expect(new Set(launched().map(({ headers }) => headers['idempotency-key'])).size).toBe(4);
  });

  it('is settled by a refusal', async () => {
    api.answers('POST /instances', 'quota-exceeded');

    const ended = await computer.run(command);

    expect(ended).toMatchObject({ code: 5, errors: 'The machine quota is used up.\n' });
    expect(launched()).toHaveLength(1);
    expect(await pending()).toEqual([]);
  });

  it.each<[string, string[], number, RegExp]>([
    ['a size that is not offered', ['--size', 'huge'], 2, /^--size is one of small, medium\.$/m],
    ['no hours', ['--hours', '0'], 2, /--hours takes a whole number; “0” cannot be/],
    ['a name that cannot be seen', ['--name', '\u202E'], 2, /visible characters/],
    ['a key file that is not there', ['--key', 'missing.pub'], 2, /There is no file missing.pub/],
  ])('with %s launches nothing', async (_, options, code, sentence) => {
    const ended = await computer.run([...command, ...options]);

    expect(ended.code).toBe(code);
    expect(ended.errors).toMatch(sentence);
    expect(launched()).toEqual([]);
  });

  it('of what is no blueprint launches nothing', async () => {
    api.answers('GET /blueprints/none', 'not-found');

    expect((await computer.run(['launch', 'none'])).code).toBe(4);
    expect((await computer.run(['launch', '../users'])).code).toBe(4);
    expect(api.asked.map(({ path }) => path)).toEqual(['/blueprints/none']);
  });
});
