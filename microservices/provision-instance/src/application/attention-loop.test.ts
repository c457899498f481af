import { stub } from '@cloudapp/machines/testing/stub';
import type { Log } from '@cloudapp/machines/application/ports';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AttentionLoop } from './attention-loop.ts';

/** A machine that is worked on until the test says that it is done. */
function machine() {
  let finish: () => void = () => undefined;
  const work = new Promise<void>((done) => {
    finish = done;
  });
  return { work, finish };
}

const warnings: string[] = [];
const log = stub<Log>('log', { warn: (_, message) => warnings.push(message) });
/** A loop, and how many it asks for with each look. */
function started(looks: (free: number) => readonly Promise<void>[], work: Promise<void> = Promise.resolve()) {
  const asked: number[] = [];
  const keeper = {
    beginOnDue: async (free: number) => {
      asked.push(free);
      return Promise.resolve(looks(free));
    },
    work: async () => work,
  };
  const loop = new AttentionLoop(keeper, log);
  loop.start();
  return { loop, asked };
}
const passLook = async () => {
  await new Promise((pass) => setTimeout(pass, 1_600));
};

beforeEach(() => {
  warnings.length = 0;
});
afterEach(() => vi.restoreAllMocks());

describe.concurrent('looking for machines that are due', () => {
  it('goes on while some of them wait for EC2, and takes as many more as it can work on', async () => {
    const slow = [machine(), machine()];
    const { loop, asked } = started((free) => (free === 50 ? slow.map(({ work }) => work) : []));
    await passLook();

    expect(asked).toEqual([50, 48]);
    for (const { finish } of slow) finish();
    await loop.close();
  });

  it('takes none as long as it works on as many as it can', async () => {
    const many = Array.from({ length: 50 }, machine);
    const { loop, asked } = started(() => many.map(({ work }) => work));
    await passLook();

    expect(asked).toEqual([50]);
    for (const { finish } of many) finish();
    await loop.close();
  });

  it('ends when what it has begun is done, what requests woke included', async () => {
    const [due, woken] = [machine(), machine()];
    let isFirst = true;
    const { loop } = started(() => (isFirst ? ((isFirst = false), [due.work]) : []), woken.work);
    loop.wake('mch_1');
    let isClosed = false;
    const closing = loop.close().then(() => (isClosed = true));

    due.finish();
    await passLook();
    expect(isClosed).toBe(false);
    woken.finish();
    await closing;
  });

  it('goes on after a look that failed', async () => {
    let isFirst = true;
    const { loop, asked } = started(() => {
      if (!isFirst) return [];
      isFirst = false;
      throw new Error('the table does not answer');
    });
    await passLook();

    expect(asked).toEqual([50, 50]);
    expect(warnings).toEqual(['could not look for machines that are due']);
    await loop.close();
  });
});
