import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleCommandLine } from './bundle.ts';
import { sampleBlueprint, sampleId, sampleMachine } from './testing/samples.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';

let folder: string;
let file: string;
let api: TestApi;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cloudapp-bundle-'));
  file = join(folder, 'cloudapp.mjs');
  await writeFile(file, await bundleCommandLine(), { mode: 0o755 });
  api = await startTestApi();
});
afterAll(async () => {
  api.stop();
  await rm(folder, { recursive: true });
});

const environment = () => ({
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  CLOUDAPP_URL: api.url,
  CLOUDAPP_TOKEN: 'cloudapp_secret',
});

describe('the one file', () => {
  it('runs by itself, wherever it lies, and ends as it should', () => {
    const options = { cwd: folder, env: { ...environment(), CLOUDAPP_TOKEN: '' }, stdio: 'pipe' } as const;

    expect(execFileSync(file, ['--help'], options).toString()).toMatch(/^Usage: cloudapp COMMAND/);
    expect(() => execFileSync(file, ['ls'], options)).toThrow(expect.objectContaining({ status: 3 }) as Error);
  });

  it('ends with 130 by Ctrl-C while it waits, and keeps what was begun', async () => {
    api.answers('GET /blueprints/debian', [200, sampleBlueprint]);
    api.answers('POST /instances', [201, sampleMachine({ state: 'requested' })]);
    api.answers(`GET /instances/${sampleId}`, [200, sampleMachine({ state: 'installing' })]);
    const child = spawn(file, ['launch', 'debian', '--wait'], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const errors = text(child.stderr);
    const ended = once(child, 'exit');
    // It has told what has ended so far: the machine is launched, and is waited for.
    await once(child.stderr, 'data');

    child.kill('SIGINT');

    expect(await ended).toEqual([130, null]);
    expect(await errors).toMatch(/Interrupted\. .*\n$/);
    const launches = execFileSync('ls', [join(folder, '.local/state/cloudapp/launches')], { encoding: 'utf8' });
    const kept = await readFile(join(folder, '.local/state/cloudapp/launches', launches.trim()), 'utf8');
    expect(kept).toContain(String(api.askedAt('POST /instances')[0]?.headers['idempotency-key']));
  });

  it('says nothing of a reader that has seen enough', async () => {
    const items = Array.from({ length: 5000 }, () => sampleMachine());
    api.answers('GET /instances', [200, { items }]);
    const child = spawn('bash', ['-c', `"${file}" ls | head -n 1`], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });

    expect(await Promise.all([text(child.stdout), text(child.stderr)])).toEqual([expect.stringMatching(/^NAME /), '']);
  });
});
