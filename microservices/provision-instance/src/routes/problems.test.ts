import { ProblemError, toProblem } from '@cloudapp/service-kit/problem-error';
import { expect, it } from 'vitest';
import { RefusedError, type Refusal } from '../application/refused-error.ts';
import { toProblemError } from './problems.ts';

/** What each refusal has always been on the wire. */
const expected: { readonly [Code in Refusal['code']]: [Extract<Refusal, { readonly code: Code }>, number, object] } = {
  'nothing-there': [{ code: 'nothing-there' }, 404, { code: 'not-found' }],
  'field-wrong': [
    { code: 'field-wrong', field: 'size', detail: 'is not offered' },
    400,
    { code: 'invalid-request', errors: [{ pointer: '/size', detail: 'is not offered' }] },
  ],
  'state-wrong': [
    { code: 'state-wrong', detail: 'The machine is stopped' },
    409,
    { code: 'state-conflict', detail: 'The machine is stopped' },
  ],
  overtaken: [{ code: 'overtaken' }, 409, { code: 'edit-conflict' }],
  'budget-exceeded': [
    { code: 'budget-exceeded', month: '2026-11', limit: 50_000_000, planned: 47_500_000, takes: 3_200_001 },
    409,
    {
      code: 'budget-exceeded',
      detail:
        'It would take $3.21 of the budget of November 2026, of which $2.50 is left: $47.50 of $50.00 is planned already.',
      budget: { month: '2026-11', budget: 50, planned: 47.5, takes: 3.200001 },
    },
  ],
  'quota-full': [{ code: 'quota-full' }, 409, { code: 'quota-exceeded' }],
  'too-many-launches': [
    { code: 'too-many-launches', max: 60, retryAfterSeconds: 61 },
    429,
    {
      code: 'too-many-launches',
      detail: 'You may launch 60 machines an hour. You can launch again in 2 minutes.',
      retryAfterSeconds: 61,
    },
  ],
  'key-missing': [{ code: 'key-missing' }, 400, { code: 'idempotency-key-missing' }],
  'key-reused': [{ code: 'key-reused' }, 422, { code: 'idempotency-key-reused' }],
  'key-in-use': [{ code: 'key-in-use' }, 409, { code: 'idempotency-key-in-flight', retryAfterSeconds: 1 }],
  'token-wrong': [{ code: 'token-wrong' }, 401, { code: 'machine-token-invalid' }],
  ended: [{ code: 'ended' }, 410, { code: 'machine-ended' }],
  'too-often': [
    { code: 'too-often', retryAfterSeconds: 40 },
    429,
    { code: 'too-many-requests', retryAfterSeconds: 40 },
  ],
  'launch-unanswered': [{ code: 'launch-unanswered' }, 503, { code: 'service-unavailable', retryAfterSeconds: 2 }],
};

it.each(Object.values(expected))('tells %j', (refusal, status, document) => {
  const error = new RefusedError(refusal);

  const problem = toProblemError(error);

  expect(problem).toBeInstanceOf(ProblemError);
  expect(problem).toMatchObject({ cause: error });
  expect(toProblem(problem, 'request-1')).toMatchObject({ status, ...document });
});

it('leaves other errors as they are', () => {
  const error = new Error('a fault of ours');

  expect(toProblemError(error)).toBe(error);
});
