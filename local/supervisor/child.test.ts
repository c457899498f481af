import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { venvDirectory } from '../layout.ts';
import { ensureMiniStack } from '../ministack/installation.ts';
import { startMiniStack } from '../ministack/mini-stack.ts';
import { newRootKey } from '../ministack/root-key.ts';
import { makeKeptTable } from '../ministack/testing/own-emulator.ts';
import { until } from '../testing/until.ts';
import { startChild } from './child.ts';
import { freePort } from './free-port.ts';
import { isAlive } from './run-lock.ts';

interface Started {
  pids: number[];
  emulatorUrl: string;
}

let directory: string;
let python: string;
let parent: ChildProcess | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cloudapp-parent-'));
  python = await ensureMiniStack(venvDirectory, () => undefined);
});

afterEach(async () => {
  parent?.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

async function startParent(): Promise<Started> {
  const script = join(import.meta.dirname, 'testing', 'parent.ts');
  const started = spawn(process.execPath, ['--import', 'tsx', script, directory, python], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parent = started;
  const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
  return JSON.parse(line) as Started;
}

async function allGone(pids: number[]): Promise<boolean> {
  return await until(
    async () => Promise.resolve(!pids.some(isAlive)),
    (isSo) => isSo,
  );
}

test('nothing is left after a kill -9 of the parent, and the emulator has saved its state', async () => {
  const { pids, emulatorUrl } = await startParent();
  const client = new DynamoDBClient({ endpoint: emulatorUrl });
  await makeKeptTable(client);

  parent?.kill('SIGKILL');

  expect(await allGone(pids)).toBe(true);
  const rootKey = newRootKey();
  const again = await startMiniStack({
    python,
    port: await freePort(),
    directory,
    logFile: join(directory, 'again.log'),
    isAuthEnforced: false,
    rootKey,
  });
  const { Table } = await new DynamoDBClient({ endpoint: again.url, credentials: rootKey }).send(
    new DescribeTableCommand({ TableName: 'kept' }),
  );
  await again.stop();
  expect(Table?.TableName).toBe('kept');
});

test('a part that does not end when asked is ended by force, with what it had started', async () => {
  const child = await startChild({
    name: 'stubborn',
    command: process.execPath,
    args: [join(import.meta.dirname, 'testing', 'service.js')],
    environment: { PATH: process.env['PATH'] },
    logFile: join(directory, 'log'),
    graceMilliseconds: 300,
  });
  await until(
    () => readFile(join(directory, 'log'), 'utf8'),
    (log) => log.includes('up'),
  );

  const exit = await child.stop();

  expect(exit).toEqual({ code: null, signal: 'SIGKILL', unexpected: false });
});

test('an end that nobody asked for is told as such', async () => {
  const child = await startChild({
    name: 'brief',
    command: process.execPath,
    args: ['-e', 'process.exit(3)'],
    environment: {},
    logFile: join(directory, 'log'),
    graceMilliseconds: 300,
  });

  expect(await child.exited).toEqual({ code: 3, signal: null, unexpected: true });
});

test('a command that is not there is a sentence', async () => {
  const start = startChild({
    name: 'nothing',
    command: '/no/such/command',
    args: [],
    environment: {},
    logFile: join(directory, 'log'),
    graceMilliseconds: 300,
  });

  await expect(start).rejects.toThrow('nothing could not be started');
});
