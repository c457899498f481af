import { afterEach, describe, expect, it } from 'vitest';
import { byServerClock, noteServerDate } from './server-clock.ts';

const noon = Date.parse('2026-11-24T12:00:00Z');
const header = (milliseconds: number) => new Date(milliseconds).toUTCString();
const hours = (count: number) => count * 3_600_000;

afterEach(() => {
  noteServerDate(header(noon), noon, noon + 500);
});

describe('the server’s clock', () => {
  it.each([2, -2])('is known to half a second where the browser’s is %i hours off', (off) => {
    const browser = noon + hours(off);

    noteServerDate(header(noon), browser, browser + 200);

    expect(Math.abs(byServerClock(browser) - noon)).toBeLessThanOrEqual(500);
  });

  it('is the browser’s where both may agree', () => {
    noteServerDate(header(noon), noon - 1500, noon + 300);

    expect(byServerClock(noon)).toBe(noon);
  });

  it('does not tremble from one answer to the next', () => {
    const browser = noon + hours(2);
    noteServerDate(header(noon), browser, browser + 200);
    const first = byServerClock(browser);

    for (let second = 1; second < 60; second++) {
      noteServerDate(header(noon + second * 1000), browser + second * 1000, browser + second * 1000 + 200);
    }

    expect(byServerClock(browser)).toBe(first);
  });

  it('follows the browser’s when somebody sets it right', () => {
    noteServerDate(header(noon), noon + hours(2), noon + hours(2));

    noteServerDate(header(noon), noon, noon + 500);

    expect(byServerClock(noon)).toBe(noon);
  });

  it.each([null, '', 'yesterday'])('stays as it is after an answer without a date: %s', (text) => {
    noteServerDate(text, noon, noon);

    expect(byServerClock(noon)).toBe(noon);
  });
});
