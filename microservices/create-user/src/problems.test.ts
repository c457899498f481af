import { unraisedProblems } from '@cloudapp/service-kit/testing/unraised-problems';
import { expect, it } from 'vitest';

it('raises every problem that its contracts add', () => {
  expect(unraisedProblems('create-user')).toEqual([]);
});
