import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../testing/until.ts';
import { DebianRoot, defaultRootCache, type RootProgress } from './debian-root.ts';
import { findObstacle } from './obstacle.ts';

let cache: string;
const obstacle = await findObstacle(tmpdir());

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cloudapp-roots-'));
});

afterEach(async () => {
  await rm(cache, { recursive: true });
});

describe.skipIf(obstacle !== undefined)('the Debian root', () => {
  let name = '';

  beforeAll(async () => {
    name = basename(await new DebianRoot(defaultRootCache(process.env)).path());
  });

  test('that another process makes is waited for, not made again', async () => {
    const maker = join(cache, `.making-${process.ppid}-abcdef`);
    await mkdir(maker);
    const told: RootProgress[] = [];

    const waiting = new DebianRoot(cache).path((progress) => told.push(progress));
    await until(
      async () => Promise.resolve(told.length),
      (count) => count > 0,
    );
    await mkdir(join(cache, name));
    await rm(maker, { recursive: true });

    expect(await waiting).toBe(join(cache, name));
    expect(told[0]?.text).toBe('another process of this computer makes it');
  });

  test('is found again, and what a maker left that is gone is removed', async () => {
    await mkdir(join(cache, name));
    await mkdir(join(cache, '.making-999999999-abcdef'));
    await mkdir(join(cache, 'debian-13-0000000000000000'));
    await utimes(join(cache, 'debian-13-0000000000000000'), 0, 0);

    await new DebianRoot(cache).path();

    expect(await readdir(cache)).toEqual([name]);
  });
});
