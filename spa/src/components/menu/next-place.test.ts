import { describe, expect, it } from 'vitest';
import { nextPlace } from './next-place.ts';

const labels = ['Start', 'Stop', 'Reboot', 'Delete'];

describe('a key in a menu', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 3, 0],
    ['ArrowUp', 0, 3],
    ['Home', 2, 0],
    ['End', 0, 3],
    ['d', 0, 3],
    ['S', 0, 1],
    ['s', 1, 0],
  ])('%s leads from %i to %i', (key, from, to) => {
    expect(nextPlace(key, from, labels)).toBe(to);
  });

  it.each(['x', 'Enter', 'Shift'])('%s leads nowhere', (key) => {
    expect(nextPlace(key, 0, labels)).toBeUndefined();
  });
});
