import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireRunLock } from './run-lock.ts';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cloudapp-lock-'));
  path = join(directory, 'run.lock');
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** A process whose command line is that of a running local cloud. */
function impostor(): { pid: number; end: () => void } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'local/start.js']);
  return { pid: child.pid ?? 0, end: () => child.kill('SIGKILL') };
}

test('a second start is refused with a sentence that says where the first one is', async () => {
  const other = impostor();
  await writeFile(path, JSON.stringify({ pid: other.pid, url: 'http://127.0.0.1:8080', children: [] }));

  await expect(acquireRunLock(path, 'http://127.0.0.1:9090')).rejects.toThrow(
    `CloudApp is running already (process ${other.pid}, http://127.0.0.1:8080); stop that one first.`,
  );
  other.end();
});

test('what a killed one left does not keep the next from starting', async () => {
  await writeFile(path, JSON.stringify({ pid: 2 ** 22 + 1, url: 'http://127.0.0.1:8080', children: [] }));

  const lock = await acquireRunLock(path, 'http://127.0.0.1:8080');
  await lock.release();

  expect(existsSync(path)).toBe(false);
});

test('a lock that was written only in part counts as left behind', async () => {
  await writeFile(path, '{"pid":');

  await expect(acquireRunLock(path, 'http://127.0.0.1:8080')).resolves.toBeDefined();
});

test('a process of something else that has the number now does not count', async () => {
  await writeFile(path, JSON.stringify({ pid: 1, url: 'http://127.0.0.1:8080', children: [] }));

  await expect(acquireRunLock(path, 'http://127.0.0.1:8080')).resolves.toBeDefined();
});
