import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { dev } from '../../config/dev.ts';
import { prod } from '../../config/prod.ts';
import { resourcesIn, synthesiseTexts } from '../../stacks/testing/synthesise.ts';
import { repository, sourcesOf } from '../sources.ts';
import type { CallSite } from './call.ts';
import { callsOfSchedules } from './calls-of-schedules.ts';
import { calls } from './calls.ts';
import type { Policy } from '../../local/iam/decision.ts';
import { policiesIn } from './policies.ts';
import { prove, type Proof } from './proof.ts';

describe('the policies of prod', () => {
  let policies: Policy[];
  let proof: Proof;
  beforeAll(() => {
    const resources = resourcesIn(synthesiseTexts(prod));
    policies = policiesIn(resources);
    proof = prove(policies, [...calls, ...callsOfSchedules(resources)]);
  });

  it('let through every call that the product needs, and none that must not be', () => {
    expect(proof.wrong).toEqual([]);
  });

  it('have no statement, action, resource or condition that could go without a call coming out otherwise', () => {
    expect(proof.unneeded).toEqual([]);
    expect(proof.counts.mutations).toBeGreaterThan(proof.counts.statements);
  });

  it('are all looked at: those of roles, boundaries, trust, keys, buckets, topics, endpoints and the API', () => {
    const kinds = new Map<string, number>();
    for (const { kind, of } of policies) {
      expect(of).not.toEqual([]);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }

    expect([...kinds.keys()].sort()).toEqual(['boundary', 'endpoint', 'identity', 'resource', 'trust']);
    expect(proof.counts.statements).toBeGreaterThan(100);
  });
});

it('dev gets the same statements as prod', () => {
  const sidsOf = (environment: typeof dev) =>
    resourcesIn(synthesiseTexts(environment))
      .filter(({ type }) => type === 'aws_iam_role_policy' || type === 'aws_iam_policy')
      .map(({ id, attributes }) => [id, String(attributes['policy']).match(/"Sid":"\w+"/g)]);

  expect(sidsOf(dev)).toEqual(sidsOf(prod));
});

describe('what the code calls', () => {
  const sites = new Map<string, { action: string; code: CallSite }>();
  for (const { action, code } of calls) {
    if (code !== undefined)
      sites.set(`${code.part} ${action} ${code.expressions.join(' ')} ${code.file}`, { action, code });
  }
  const sources = new Map<string, string[]>();

  it.each([...sites])('%s', (_name, { action, code }) => {
    const known = sources.get(code.part) ?? sourcesOf(code.part);
    sources.set(code.part, known);
    const texts = known.map((file) => readFileSync(join(repository, file), 'utf8'));

    expect(known).toContain(code.file);
    expect(readFileSync(join(repository, code.file), 'utf8')).toMatch(commandOf(action));
    for (const expression of code.expressions) expect(texts.some((text) => text.includes(expression))).toBe(true);
  });
});

/** How the SDK is asked for an action: by its command, or as an item of a transaction. */
function commandOf(action: string): RegExp {
  const [, name = ''] = action.split(':');
  const verb = name.replace(/Item$/, '');
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html: the call and its right have different names.
  if (action === 's3:ListBucket') return /new ListObjectsV2Command\(/;
  if (!action.startsWith('dynamodb:')) return new RegExp(`new ${name}Command\\(`);
  if (name === 'Query') return /new QueryCommand\(|paginateQuery\(/;
  return new RegExp(`new ${verb}Command\\(|\\b${verb}: |\\{ ${verb}`);
}
