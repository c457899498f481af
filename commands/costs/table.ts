import { dev } from '../../config/dev.ts';
import type { Environment } from '../../config/environment.ts';
import { prod } from '../../config/prod.ts';
import { resourcesIn, synthesiseTexts } from '../../stacks/testing/synthesise.ts';
import { costsOfPeople, idleCosts, sumOf, type Line } from './costs.ts';

const people = 100;

/** The costs of both environments as they stand in docs/operations.md, in Markdown. */
export function costTable(): string {
  const ofBoth = [dev, prod].map((environment) => ({ environment, lines: linesOf(environment) }));
  const [first, second] = ofBoth.map(({ lines }) => lines) as [Line[], Line[]];
  const idle = first.map((line, index) => [line, second[index] ?? line] as const);
  const more = costsOfPeople(people);
  const rows = [
    ['a month', ...ofBoth.flatMap(({ environment }) => [environment.name, 'how'])],
    ['---', '--:', '---', '--:', '---'],
    ...idle.map(([one, other]) => [one.what, dollars(one), one.how, dollars(other), other.how]),
    ['**Idle**', bold(sumOf(first)), '', bold(sumOf(second)), ''],
    ...more.map((line) => [line.what, dollars(line), line.how, dollars(line), 'the same']),
    [`**Per ${people} people more**`, bold(sumOf(more)), '', bold(sumOf(more)), ''],
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const linesOf = (environment: Environment) => idleCosts(environment, resourcesIn(synthesiseTexts(environment)));
const dollars = (line: Line): string => line.dollars.toFixed(2);
const bold = (sum: number): string => `**${sum.toFixed(0)}**`;
