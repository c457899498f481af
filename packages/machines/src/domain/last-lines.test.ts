import { expect, it } from 'vitest';
import { lastLines } from './last-lines.ts';

it('shows the last lines of a console on one, without colours and empty lines', () => {
  const output = 'one\r\n\u001b[0;32mtwo\u001b[0m\n\n three\u0007\nfour  \n\n';

  expect(lastLines(output)).toBe('two ⏎ three ⏎ four');
});

it('shows nothing of an empty one', () => {
  expect(lastLines('')).toBe('');
});
