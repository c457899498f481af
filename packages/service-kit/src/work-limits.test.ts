import { describe, expect, it } from 'vitest';
import { ToldTimer } from './testing/told-timer.ts';
import { mostAtOnce, WorkLimits } from './work-limits.ts';

const refusal = { code: 'service-unavailable', details: { retryAfterSeconds: 5 } };

/** Work that ends when the test says so. */
function told() {
  let end = (): void => undefined;
  const work = async () =>
    new Promise<string>((resolve) => {
      end = () => {
        resolve('done');
      };
    });
  return {
    work,
    end: () => {
      end();
    },
  };
}

describe('work for a request', () => {
  it('is answered when it is done', async () => {
    const work = new WorkLimits(new ToldTimer()).forRequest(4);

    expect(await work(async () => Promise.resolve('done'))).toBe('done');
  });

  it.each([
    ['is done', async () => Promise.resolve()],
    ['fails', async () => Promise.reject(new Error('down'))],
  ])('leaves nobody waiting once it %s', async (_, part) => {
    const timer = new ToldTimer();

    await new WorkLimits(timer)
      .forRequest(4)(part)
      .catch(() => undefined);

    expect(timer.waiting).toBe(0);
  });

  it('is refused, to be asked for again, when its time is up', async () => {
    const timer = new ToldTimer();
    const work = new WorkLimits(timer).forRequest(4);
    const answer = work(told().work);

    timer.pass(4_000);

    await expect(answer).rejects.toMatchObject(refusal);
  });

  it('has one time for all its parts', async () => {
    const timer = new ToldTimer();
    const work = new WorkLimits(timer).forRequest(4);
    const first = told();
    const isDone = work(first.work);
    timer.pass(3_000);
    first.end();
    await isDone;
    const second = work(told().work);

    timer.pass(1_000);

    await expect(second).rejects.toMatchObject(refusal);
  });

  it('does not lose the time that its caller takes between two parts', async () => {
    const timer = new ToldTimer();
    const work = new WorkLimits(timer).forRequest(4);
    await work(async () => Promise.resolve());

    timer.pass(15_000);

    expect(await work(async () => Promise.resolve('done'))).toBe('done');
  });

  it('is refused at once, and not begun, while as much is under way as may be', async () => {
    const limits = new WorkLimits(new ToldTimer());
    for (let number = 0; number < mostAtOnce; number++) void limits.forRequest(4)(told().work);
    let isBegun = false;
    const answer = limits.forRequest(4)(async () => {
      isBegun = true;
      return Promise.resolve();
    });

    await expect(answer).rejects.toMatchObject(refusal);
    expect(isBegun).toBe(false);
  });

  it('takes its place until it has ended, whether or not anybody still waits', async () => {
    const timer = new ToldTimer();
    const limits = new WorkLimits(timer);
    const running = Array.from({ length: mostAtOnce }, told);
    const answers = running.map(({ work }) =>
      limits
        .forRequest(4)(work)
        .catch(() => 'given up'),
    );
    const ask = () => limits.forRequest(4)(async () => Promise.resolve('done'));

    timer.pass(4_000);
    await Promise.all(answers);
    await expect(ask()).rejects.toMatchObject(refusal);
    running[0]?.end();
    await new Promise((turn) => setImmediate(turn));

    expect(await ask()).toBe('done');
  });
});
