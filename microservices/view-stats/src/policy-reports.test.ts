import type { PolicyReport } from '@cloudapp/contracts/policy-report';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport } from './testing/sample-report.ts';
import { publicOrigin, startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;

beforeEach(async () => {
  service = await startTestService();
});
afterEach(() => service.stop());

const report = async (reports: readonly PolicyReport[], headers: Record<string, string> = {}) =>
  await fetch(`${service.url}/api/policy-reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/reports+json', ...headers },
    body: JSON.stringify(reports),
  });

const logged = () =>
  service.log
    .map((line) => JSON.parse(line) as { violation?: unknown; seen?: number; msg: string })
    .filter(({ violation }) => violation !== undefined)
    .map(({ violation, seen, msg }) => ({ violation, seen, msg }));

describe('what browsers report of a page’s policy', () => {
  it.each([
    ['without an Origin', {}],
    ['with their own', { Origin: publicOrigin }],
  ])('%s is a line each in the log, counted, without queries and samples', async (_, headers) => {
    const withSample = { ...sampleReport, body: { ...sampleReport.body, sample: 'alert("secret")' } };

    const answer = await report([withSample, sampleReport], headers);

    expect(answer.status).toBe(204);
    const violation = { directive: 'script-src-elem', blocked: 'https://evil.example', path: '/machines' };
    const line = { violation, seen: 2, msg: 'a page broke its policy' };
    expect(logged()).toEqual([line, line]);
    expect(service.log.join('')).not.toContain('secret');
  });

  it.each([
    ['from a page of another site', { Origin: 'https://evil.example' }, 403],
    ['marked as of another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['as a page can send it to anybody', { 'Content-Type': 'text/plain' }, 415],
    ['as pages send theirs', { 'Content-Type': 'application/json', Origin: publicOrigin }, 415],
  ])('%s is refused and not logged', async (_, headers, status) => {
    const answer = await report([sampleReport], headers);

    expect(answer.status).toBe(status);
    expect(logged()).toEqual([]);
  });

  it('is refused where it is of a page that is not ours', async () => {
    const body = { ...sampleReport.body, documentURL: 'https://evil.example/machines' };

    const answer = await report([sampleReport, { ...sampleReport, body }]);

    expect(answer.status).toBe(400);
    expect(logged()).toEqual([]);
  });

  it('fills no log: more than 60 a minute are told to wait, and counted', async () => {
    const many = Array.from({ length: 50 }, () => sampleReport);

    const answers = [await report(many), await report(many), await report([sampleReport])];

    expect(answers.map(({ status }) => status)).toEqual([204, 429, 204]);
    expect(Number(answers[1]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(logged()).toHaveLength(51);
    expect(logged().at(-1)?.seen).toBe(101);
  });
});
