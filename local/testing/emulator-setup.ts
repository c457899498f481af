import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureMiniStack } from '../ministack/installation.ts';
import { REGION, startMiniStack } from '../ministack/mini-stack.ts';
import { newRootKey } from '../ministack/root-key.ts';
import { freePort } from '../supervisor/free-port.ts';

const repository = join(import.meta.dirname, '..', '..');

/**
 * One emulator for a whole run of the tests, with a state that is thrown away; every test makes tables of its own on it.
 * CLOUDAPP_TEST_EMULATOR_URL names one that runs already, which saves two seconds a run; its root key is the AWS SDK's.
 */
export async function setup(): Promise<() => Promise<void>> {
  const existing = process.env['CLOUDAPP_TEST_EMULATOR_URL'];
  if (existing !== undefined && existing !== '') {
    pointSdkAt(existing);
    return async () => Promise.resolve();
  }
  const python = await ensureMiniStack(join(repository, '.local', 'venv'), (line) => {
    console.log(line);
  });
  const directory = await mkdtemp(join(tmpdir(), 'cloudapp-test-'));
  const rootKey = newRootKey();
  const emulator = await startMiniStack({
    python,
    port: await freePort(),
    directory,
    logFile: join(directory, 'ministack.log'),
    isAuthEnforced: false,
    rootKey,
    hosts: ['127.0.0.1'], // of every port: proxies of tests hand on what was signed for theirs
  });
  pointSdkAt(emulator.url);
  process.env['AWS_ACCESS_KEY_ID'] = rootKey.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = rootKey.secretAccessKey;
  return async () => {
    await emulator.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

function pointSdkAt(url: string): void {
  process.env['AWS_ENDPOINT_URL'] = url;
  process.env['AWS_REGION'] = REGION;
  delete process.env['AWS_SESSION_TOKEN'];
  delete process.env['AWS_PROFILE'];
}
