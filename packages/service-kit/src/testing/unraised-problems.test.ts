import { serviceNames } from '@cloudapp/contracts/service';
import { expect, it } from 'vitest';
import { unraisedProblems } from './unraised-problems.ts';

it.each(serviceNames)('%s raises every problem that its contracts add', (service) => {
  expect(unraisedProblems(service)).toEqual([]);
});
