import { describe, expect, it } from 'vitest';
import { readResults } from './results.js';

describe('what a report of Vitest says', () => {
  const good = { name: '/work/a.test.ts', status: 'passed', message: '', assertionResults: [{ status: 'passed' }] };

  it('counts, and names each test that failed with the first line of why', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'a quota holds', failureMessages: [] },
      { status: 'failed', fullName: 'a quota grows', failureMessages: ['Error: expected 1 to be 2\n    at there'] },
    ];
    const bad = { name: '/work/packages/b.test.ts', status: 'failed', message: '', assertionResults };

    expect(readResults.vitest({ numPassedTests: 2, numFailedTests: 1, testResults: [good, bad] })).toEqual({
      ...{ passed: 2, failed: 1, skipped: undefined },
      failures: ['b.test.ts: a quota grows: Error: expected 1 to be 2'],
    });
  });

  it('names a file that could not be run', () => {
    const broken = { name: '/work/c.test.ts', status: 'failed', message: 'Cannot find x\nat y', assertionResults: [] };

    const { failures } = readResults.vitest({ numPassedTests: 1, numFailedTests: 0, testResults: [good, broken] });
    expect(failures).toEqual(['c.test.ts: Cannot find x']);
  });
});

describe('what a report of Playwright says', () => {
  const spec = (title: string, status: string, more: object = {}) => ({
    ...{ file: 'users.spec.ts', title },
    tests: [{ status, annotations: [], results: [{ errors: [] }], ...more }],
  });
  const stats = { expected: 1, unexpected: 1, flaky: 0 };

  it('counts, and names each test that failed, however deep it stands, without the colours of its message', () => {
    const results = [{ errors: [{ message: '\u001B[31mTimed out\u001B[39m\nCall log' }] }];
    const inner = { specs: [spec('a user is disabled', 'unexpected', { results })] };
    const suites = [{ specs: [spec('a user is made', 'expected')], suites: [inner] }];

    expect(readResults.playwright({ stats, suites })).toEqual({
      ...{ passed: 1, failed: 1, skipped: undefined },
      failures: ['users.spec.ts: a user is disabled: Timed out'],
    });
  });

  it('says where a test stood and what it waited for', () => {
    const message =
      "TimeoutError: locator.click: Timeout exceeded.\nCall log:\n\u001B[2m  - waiting for getByRole('row')\u001B[22m\n";
    const results = [
      { errors: [{ message, location: { file: '/work/e2e/specs/users.spec.ts', line: 12, column: 3 } }] },
    ];
    const suites = [{ specs: [spec('a user is disabled', 'unexpected', { results })] }];

    expect(readResults.playwright({ stats, suites }).failures).toEqual([
      "users.spec.ts: a user is disabled: TimeoutError: locator.click: Timeout exceeded. (waiting for getByRole('row'), users.spec.ts:12)",
    ]);
  });

  it('gives the first reason of a test that did not run', () => {
    const annotations = [{ type: 'skip', description: 'no machine boots here' }];
    const suites = [{ suites: [{ specs: [spec('a machine boots', 'skipped', { annotations })] }] }];

    expect(readResults.playwright({ stats, suites }).skipped).toBe('no machine boots here');
  });
});
