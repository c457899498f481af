import { expect, it } from 'vitest';
import { CountedWindows } from './counted-windows.ts';

const start = new Date('2026-03-01T12:00:00.000Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

it('lets somebody do something so often in a while, which begins with the first time', () => {
  const windows = new CountedWindows(60_000, 2);

  const taken = [start, after(30), after(59), after(60)].map((at) => windows.take('ada', at));

  expect(taken).toEqual([undefined, undefined, 1, undefined]);
});

it('counts each for itself, and not what is taken back', () => {
  const windows = new CountedWindows(60_000, 1);
  windows.take('ada', start);

  const other = windows.take('grace', start);
  windows.takeBack('grace');

  expect([other, windows.take('grace', start), windows.take('ada', start)]).toEqual([undefined, undefined, 60]);
});
