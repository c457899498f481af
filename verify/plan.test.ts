import { describe, expect, it } from 'vitest';
import { wishesOf } from './plan.ts';

const change = (actions: string[], before: object | null, after: object | null, more: object = {}) => ({
  resource_changes: [
    {
      address: 'aws_x.y',
      type: 'aws_x',
      change: { actions, before, after, after_unknown: {}, ...more },
    },
  ],
});

describe('what a plan wants', () => {
  it('is nothing where nothing is done, or only read', () => {
    expect(wishesOf({})).toEqual([]);
    expect(wishesOf(change(['no-op'], { a: 1 }, { a: 1 }))).toEqual([]);
    expect(wishesOf(change(['read'], null, { a: 1 }))).toEqual([]);
  });

  it('names what is made and what is removed', () => {
    expect(wishesOf(change(['create'], null, { a: 1 }))).toMatchObject([{ action: 'create', type: 'aws_x' }]);
    expect(wishesOf(change(['delete'], { a: 1 }, null))).toMatchObject([{ action: 'delete' }]);
  });

  it('names each attribute that changes, and takes nothing and an empty list for one', () => {
    const wishes = wishesOf(change(['update'], { a: 1, b: [], c: 'x' }, { a: 2, b: null, c: 'x' }));

    expect(wishes.map(({ attribute }) => attribute)).toEqual(['a']);
  });

  it('leaves out what only the deployment will tell, but names the cause of a replacement', () => {
    const more = { after_unknown: { id: true, zone: true }, replace_paths: [['zone']] };

    const wishes = wishesOf(change(['delete', 'create'], { id: '1', zone: 'a' }, { id: null, zone: null }, more));

    expect(wishes.map(({ attribute }) => attribute)).toEqual(['zone']);
  });
});
