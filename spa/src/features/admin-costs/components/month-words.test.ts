import { monthWords } from '@cloudapp/contracts/months';
import { expect, it } from 'vitest';
import { monthBeforeWords } from './month-words.ts';

it('names a month, and the one before, whatever the reader’s zone', () => {
  expect(monthWords('2026-11')).toBe('November 2026');
  expect(monthWords('2026-01')).toBe('January 2026');
  expect(monthBeforeWords('2026-11')).toBe('October');
  expect(monthBeforeWords('2026-01')).toBe('December');
});
