import { describe, expect, it } from 'vitest';
import { Recent } from './recent.ts';

const start = new Date('2026-11-30T10:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const down = new Error('the table is down');

/** Something that is read, which tells what stands there when it is, and counts how often. */
function given(told: string | Error) {
  const source = { told, reads: 0 };
  const recent = new Recent(() => {
    source.reads += 1;
    return source.told instanceof Error ? Promise.reject(source.told) : Promise.resolve(source.told);
  }, 10);
  return { source, recent };
}

describe('what was read recently', () => {
  it('is told for its seconds, and read anew after them', async () => {
    const { source, recent } = given('before');
    expect(await recent.get(start)).toBe('before');

    source.told = 'after';

    expect(await recent.get(after(9.999))).toBe('before');
    expect(await recent.get(after(10))).toBe('after');
  });

  it('is read once for all who ask meanwhile', async () => {
    const { source, recent } = given('told');

    await Promise.all(Array.from({ length: 20 }, (_, count) => recent.get(after(count / 3))));

    expect(source.reads).toBe(1);
  });

  it('is not told where it could not be read, and read by whoever asks next', async () => {
    const { source, recent } = given(down);
    await expect(recent.get(start)).rejects.toThrow(down);

    source.told = 'back';

    expect(await recent.get(start)).toBe('back');
  });

  it('is read anew where the clock was set back', async () => {
    const { source, recent } = given('before');
    await recent.get(after(3600));

    source.told = 'after';

    expect(await recent.get(start)).toBe('after');
  });
});
