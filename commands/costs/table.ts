import { dev } from '../../config/dev.ts';
import type { Environment } from '../../config/environment.ts';
import { prod } from '../../config/prod.ts';
import { resourcesIn, synthesiseTexts } from '../../stacks/testing/synthesise.ts';
import { idleCosts } from './costs.ts';
import { sumOf, type Line } from './line.ts';
import { costsOfMachine, costsOfPeople } from './usage.ts';

const people = 100;

/** Dollars a month that dev and prod idle at. */
export const idleSum = (environment: Environment): number => sumOf(linesOf(environment));

/** The costs of both environments as they stand in docs/operations.md, in Markdown. */
export function costTable(): string {
  const [first, second] = [dev, prod].map(linesOf) as [Line[], Line[]];
  const both = (lines: (environment: Environment) => Line[]) => {
    const [ofDev, ofProd] = [dev, prod].map(lines) as [Line[], Line[]];
    return ofDev.map((line, index) => row(line, ofProd[index] ?? line));
  };
  const more = (environment: Environment) => costsOfPeople(people, environment.region);
  const rows = [
    ['a month', 'dev', 'how', 'prod', 'how'],
    ['---', '--:', '---', '--:', '---'],
    ...first.map((line, index) => row(line, second[index] ?? line)),
    sumRow('Idle', first, second),
    ...both(more),
    sumRow(`Per ${people} people more`, more(dev), more(prod)),
    ...both(({ region }) => costsOfMachine(region)),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const linesOf = (environment: Environment) => idleCosts(environment, resourcesIn(synthesiseTexts(environment)));
const dollars = (line: Line): string => line.dollars.toFixed(2);

/** The kind of node is the only thing that is called otherwise in both. */
const row = (one: Line, other: Line): string[] => [
  one.what === other.what ? one.what : `${one.what}; prod: ${other.what}`,
  dollars(one),
  one.how,
  dollars(other),
  other.how,
];
const bold = (lines: readonly Line[]): string => `**${sumOf(lines).toFixed(0)}**`;
const sumRow = (what: string, ofDev: readonly Line[], ofProd: readonly Line[]): string[] => [
  `**${what}**`,
  bold(ofDev),
  '',
  bold(ofProd),
  '',
];
