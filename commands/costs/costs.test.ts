import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dev } from '../../config/dev.ts';
import { prod } from '../../config/prod.ts';
import { costTable, idleSum } from './table.ts';

/** Without the spaces that align columns. */
const cellsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .filter((row) => !/^\|[\s:|-]+\|$/.test(row))
    .map((row) => row.split('|').map((cell) => cell.trim()));

it('docs/operations.md has the costs that follow from what is deployed', () => {
  const document = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
  const [, table = ''] = /<!-- costs -->([^]*?)<!-- \/costs -->/.exec(document) ?? [];

  expect(cellsOf(table)).toEqual(cellsOf(costTable()));
});

it.each([
  [dev, 150],
  [prod, 500],
])('$name idles within %s dollars a month', (environment, most) => {
  expect(idleSum(environment)).toBeLessThanOrEqual(most);
});

it('takes the prices of the region', () => {
  const germany = idleSum({ ...dev, region: 'eu-central-1' });

  expect(germany).toBeGreaterThan(idleSum(dev));
});
