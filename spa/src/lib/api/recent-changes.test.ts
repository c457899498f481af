import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noteChanged, noteGone, noteMade, withRecentChanges } from './recent-changes.ts';

interface Item {
  readonly id: string;
  readonly at: number;
}

const item = (id: string, at = 0): Item => ({ id, at });
const isNewer = (changed: Item, listed: Item) => changed.at > listed.at;

describe('a list with recent changes', () => {
  let client: QueryClient;
  const read = (listed: readonly Item[], takesNew = true) =>
    withRecentChanges(client, 'users', listed, { isNewer, takesNew });

  beforeEach(() => {
    vi.useFakeTimers();
    client = new QueryClient();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('begins with what was made, the newest first, unless it has it already', () => {
    noteMade(client, 'users', item('b'));
    noteMade(client, 'users', item('c'));

    expect(read([item('a')])).toEqual([item('c'), item('b'), item('a')]);
    expect(read([item('b'), item('a')])).toEqual([item('c'), item('b'), item('a')]);
    expect(read([item('a')], false)).toEqual([item('a')]);
  });

  it('has what is newer, the answer of the change or its own', () => {
    noteChanged(client, 'users', item('a', 2));

    expect(read([item('a', 1)])).toEqual([item('a', 2)]);
    expect(read([item('a', 3)])).toEqual([item('a', 3)]);
    expect(read([])).toEqual([]);
  });

  it('is without what was ended, also when it was made just before', () => {
    noteMade(client, 'users', item('a'));
    noteGone(client, 'users', 'a');

    expect(read([item('a'), item('b')])).toEqual([item('b')]);
    expect(read([])).toEqual([]);
  });

  it('is as it was read some seconds later, and where something else was changed', () => {
    noteGone(client, 'machines', 'a');
    expect(read([item('a')])).toEqual([item('a')]);

    noteGone(client, 'users', 'a');
    vi.advanceTimersByTime(10_001);
    expect(read([item('a')])).toEqual([item('a')]);
  });
});
