import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Surroundings } from '../surroundings.ts';
import { openTestComputer, signedInAt, type TestComputer } from '../testing/test-computer.ts';
import { withLock } from './with-lock.ts';

let computer: TestComputer;

beforeEach(async () => {
  computer = await openTestComputer();
});
afterEach(() => computer.remove());

const folder = () => join(computer.home, '.local/state/cloudapp');
const on = (changes: Partial<Surroundings> = {}) =>
  ({
    ...signedInAt(''),
    home: computer.home,
    processId: 7,
    isRunning: () => true,
    interrupted: new AbortController().signal,
    pause: () => turn(),
    ...changes,
  }) as Surroundings;

it('lets one after the other do its work, and leaves nothing', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, (inside += 1));
    await turn();
    inside -= 1;
  };

  await Promise.all(Array.from({ length: 8 }, () => withLock(on(), 'ssh', work)));

  expect(most).toBe(1);
  expect(await readdir(folder())).toEqual([]);
});

it('is given back by work that fails', async () => {
  const failing = withLock(on(), 'ssh', () => Promise.reject(new Error('broken')));

  await expect(failing).rejects.toThrow('broken');
  expect(await withLock(on(), 'ssh', () => Promise.resolve('done'))).toBe('done');
});

it('of a process that has ended holds nobody', async () => {
  await mkdir(folder(), { recursive: true });
  await writeFile(join(folder(), 'ssh.lock'), '99');

  expect(await withLock(on({ isRunning: (id) => id !== 99 }), 'ssh', () => Promise.resolve('done'))).toBe('done');
  expect(await readdir(folder())).toEqual([]);
});

it('of a process that does not end is waited for, and not for ever', async () => {
  await mkdir(folder(), { recursive: true });
  await writeFile(join(folder(), 'ssh.lock'), '99');

  await expect(withLock(on(), 'ssh', () => Promise.resolve())).rejects.toThrow('Another cloudapp does not end');
  expect(await readdir(folder())).toEqual(['ssh.lock']);
});
