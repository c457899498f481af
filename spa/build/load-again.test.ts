import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

const script = readFileSync(join(import.meta.dirname, '../public/load-again.js'), 'utf8');

/** A tab of a browser, whose clock the test moves and whose storage outlives a load. */
function openTab() {
  const stored = new Map<string, string>();
  const pauses: number[] = [];
  const tab = { now: 1_000_000, loads: 0, pauses, said: '', hasBegun: false, beginsMeanwhile: false };
  let fail: (event: { target: object }) => void = () => undefined;
  const load = () => {
    tab.loads += 1;
    runInNewContext(script, {
      addEventListener: (_name: string, listener: typeof fail) => {
        fail = listener;
      },
      location: { reload: load },
      setTimeout: (run: () => void, ms: number) => {
        pauses.push(ms);
        tab.now += ms;
        tab.hasBegun = tab.beginsMeanwhile;
        run();
      },
      Date: { now: () => tab.now },
      sessionStorage: {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => stored.set(key, value),
      },
      document: {
        readyState: 'complete',
        createElement: () => ({ setAttribute: () => undefined, textContent: '' }),
        getElementById: () => ({
          hasChildNodes: () => tab.hasBegun,
          append: ({ textContent }: { textContent: string }) => {
            tab.said = textContent;
          },
        }),
      },
    });
  };
  load();
  return {
    tab,
    miss: (target: object) => {
      fail({ target });
    },
  };
}

const code = { src: 'https://cloudapp.example/assets/index-4f2a.js' };

describe('a page whose own code is missing', () => {
  it('loads again, after a longer pause each time, and says so in the end', () => {
    const { tab, miss } = openTab();

    for (let round = 0; round < 6; round++) miss(code);

    expect(tab.loads).toBe(6);
    expect(tab.pauses).toEqual([1000, 2000, 4000, 8000, 16_000]);
    expect(tab.said).toContain('being updated');
  });

  it('stays as it is when it has begun in the pause: what failed was another part', () => {
    const { tab, miss } = openTab();
    tab.beginsMeanwhile = true;
    miss(code);

    expect([tab.pauses, tab.loads]).toEqual([[1000], 1]);
  });

  it('begins to count again when that was long ago', () => {
    const { tab, miss } = openTab();
    for (let round = 0; round < 3; round++) miss(code);
    tab.now += 600_000;
    miss(code);

    expect(tab.pauses).toEqual([1000, 2000, 4000, 1000]);
  });

  it.each([
    ['a picture', { src: 'https://cloudapp.example/favicon.svg' }],
    ['a fault in a script', {}],
  ])('does not for %s', (_what, target) => {
    const { tab, miss } = openTab();
    miss(target);

    expect(tab.loads).toBe(1);
  });

  it('does not once it has begun: what is typed there would be lost', () => {
    const { tab, miss } = openTab();
    tab.hasBegun = true;
    miss(code);

    expect(tab.loads).toBe(1);
  });
});
