import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { readReadyFile, type Ready } from '../../local/ready-file.ts';
import { ApiClient } from '../../local/testing/api-client.ts';
import { adminPassword, productEnvironment, productUrl, root, stateDirectory } from './product-settings.ts';

/** Only ends a start that hangs: packages may have to be installed first, on a busy computer. */
const startSeconds = 1_800;

/** Starts the product with empty state and signs the first administrator in once; gives back how to stop it. */
export default async function startProduct(): Promise<() => Promise<void>> {
  const readyFile = join(stateDirectory, 'ready.json');
  const product = spawn(process.execPath, [join(root, 'local', 'start.js'), '--reset'], {
    cwd: root,
    env: { ...process.env, ...productEnvironment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  product.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  product.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));

  const ready = await waitForReady(product, readyFile).catch((error: unknown) => {
    product.kill('SIGINT');
    throw new Error(`The product did not start.\n${output.join('')}`, { cause: error });
  });
  await changeFirstPassword(ready);
  process.env['CLOUDAPP_E2E_READY'] = JSON.stringify(ready);
  return () => stop(product, output);
}

async function waitForReady(product: ChildProcess, readyFile: string): Promise<Ready> {
  for (let waited = 0; waited < startSeconds * 10; waited++) {
    if (product.exitCode !== null) throw new Error(`It ended with ${product.exitCode}`);
    const ready = await readReadyFile(readyFile, product.pid);
    if (ready !== undefined) return ready;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`It was not ready within ${startSeconds} s`);
}

async function changeFirstPassword(ready: Ready): Promise<void> {
  const administrator = new ApiClient(productUrl);
  await administrator.choosePassword(ready.adminEmail, ready.adminPassword ?? '', adminPassword);
}

async function stop(product: ChildProcess, output: string[]): Promise<void> {
  const ended = new Promise((resolve) => product.once('exit', resolve));
  product.kill('SIGINT');
  const code = product.exitCode ?? (await ended);
  if (code !== 0 && code !== 130)
    throw new Error(`The product stopped with ${String(code)}.\n${output.slice(-20).join('')}`);
}
