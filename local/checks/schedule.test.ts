import { describe, expect, it } from 'vitest';
import { runSchedule, type Task } from './schedule.js';

/** Runs until a test ends its tasks by name, and tells what has started. */
function start(tasks: Task[], cores: number) {
  const started: string[] = [];
  const endings = new Map<string, () => void>();
  let isStopping = false;
  const outcomes = runSchedule(
    tasks,
    cores,
    async ({ name }) => {
      started.push(name);
      await new Promise<void>((resolve) => endings.set(name, resolve));
      return name;
    },
    () => isStopping,
  );
  const end = async (...names: string[]) => {
    for (const name of names) endings.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const stop = () => {
    isStopping = true;
  };
  return { started, outcomes, end, stop };
}

describe('the schedule', () => {
  it('starts what there are processors for, in order, and the next ones as those end', async () => {
    const { started, outcomes, end } = start(
      ['a', 'b', 'c'].map((name) => ({ name, cores: 1 })),
      2,
    );
    expect(started).toEqual(['a', 'b']);

    await end('b');
    expect(started).toEqual(['a', 'b', 'c']);

    await end('a', 'c');
    expect(await outcomes).toEqual(['a', 'b', 'c']);
  });

  it('keeps what needs every processor to itself, but for what mostly waits', async () => {
    const { started, end } = start(
      [
        { name: 'small', cores: 1 },
        { name: 'whole', cores: 2 },
        { name: 'waits', cores: 0 },
        { name: 'whole too', cores: 2 },
      ],
      2,
    );
    expect(started).toEqual(['small', 'waits']);

    await end('small');
    expect(started).toEqual(['small', 'waits', 'whole']);

    await end('whole');
    expect(started).toEqual(['small', 'waits', 'whole', 'whole too']);
  });

  it('gives all there is to what wants more', () => {
    expect(start([{ name: 'whole', cores: 2 }], 1).started).toEqual(['whole']);
  });

  it('starts nothing before what it stands on has ended', async () => {
    const { started, end } = start(
      [
        { name: 'ground', cores: 0 },
        { name: 'house', cores: 1, after: ['ground', 'not wanted in this run'] },
        { name: 'tree', cores: 1 },
      ],
      2,
    );
    expect(started).toEqual(['ground', 'tree']);

    await end('ground');
    expect(started).toEqual(['ground', 'tree', 'house']);
  });

  it('starts nothing more once it is to stop', async () => {
    const { started, outcomes, end, stop } = start(
      ['a', 'b'].map((name) => ({ name, cores: 1 })),
      1,
    );

    stop();
    await end('a');

    expect(started).toEqual(['a']);
    expect(await outcomes).toEqual(['a']);
  });
});
