import { expect, it } from 'vitest';
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
