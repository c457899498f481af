import { describe, expect, it } from 'vitest';
import { toProblem } from './problem-error.ts';

const failure = (marks: object) => Object.assign(new Error('inside'), marks);

describe('what passes by itself', () => {
  it.each([
    ['a service of AWS that is not well', { name: 'InternalServerError', $fault: 'server' }],
    ['one that throttles, which the SDK holds against the caller', { name: 'ThrottlingException', $fault: 'client' }],
    ['one that does not answer', { name: 'TimeoutError' }],
    ['a transaction that was throttled until its tries were used up', { code: 'throttled' }],
    ['keys that were left aside until then', { code: 'unprocessed-keys' }],
    ['a write that met others until then', { code: 'write-conflict' }],
  ])('is told as such, with when to come again: %s', (_, marks) => {
    expect(toProblem(failure(marks), 'request-1')).toMatchObject({
      status: 503,
      code: 'service-unavailable',
      retryAfterSeconds: 5,
      requestId: 'request-1',
    });
  });

  it.each([
    ['a request that AWS refuses', { name: 'ValidationException', $fault: 'client' }],
    ['a fault of ours', {}],
  ])('is not: %s', (_, marks) => {
    expect(toProblem(failure(marks), 'request-1')).toMatchObject({ status: 500, code: 'internal-error' });
  });
});
