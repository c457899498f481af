import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

it('reads the environment, and what is to be done there', () => {
  const args = [
    'dev',
    '--yes',
    '--repository',
    'some/where',
    '--administrator',
    ' Some@Example.com',
    '--through',
    'data',
  ];

  expect(parseOptions(args)).toEqual({
    environmentName: 'dev',
    options: { yes: true, repository: 'some/where', administrator: 'some@example.com', through: 'data' },
  });
  expect(parseOptions(['dev']).options).toEqual({ yes: false });
});

it.each([
  [[], /^It takes one environment\./],
  [['dev', 'prod'], /^It takes one environment\./],
  [['dev', '--repository', 'x'], /^--repository must be OWNER\/REPOSITORY/],
  [['dev', '--administrator', 'x'], /^--administrator must be an e-mail address/],
  [['dev', '--force'], /^Unknown option '--force'/],
])('answers %j with what is wrong and how it is called', (args, wanted) => {
  expect(() => parseOptions(args)).toThrow(wanted);
  expect(() => parseOptions(args)).toThrow(/\nUsage: npm run deploy -- ENV/);
});

describe('the first deployment', () => {
  const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
  const [, section = ''] = /\n## First deployment[^\n]*\n([^]*?)\n## /.exec(read('docs/operations.md')) ?? [];

  it('takes six steps at the most', () => {
    const steps = section.match(/^\d\. /gm) ?? [];

    expect(steps.length).toBeGreaterThan(2);
    expect(steps.length).toBeLessThanOrEqual(6);
  });

  it('is called in the documents as it can be called', () => {
    const [, args = ''] = /`npm ci`, then `npm run deploy -- ([^`]+)`/.exec(section) ?? [];

    expect(parseOptions(args.split(' ')).options).toMatchObject({ administrator: 'you@example.com' });
  });

  it('is what the workflow runs, which nobody can answer', () => {
    const [, args = ''] = /npm run deploy -- (.*)/.exec(read('.github/workflows/deploy.yml')) ?? [];

    expect(parseOptions(args.split(' ')).options).toEqual({ yes: true });
  });
});
