import { goalText, isMet, numberText, type Measured } from './figures.ts';

const opening = `# Performance

What the product does in what time and for what cost, against what it must. Each part is written by \`npx tsx bench/performance.ts\` from
the last run of the bench that it names. Figures that depend on the computer are ratios within one run where they can be.
`;

/** Sections of a page by the name of their bench: those of a page that was written before, with the new ones in their place. */
export function withSections(before: string, measured: ReadonlyMap<string, Measured>): Map<string, string> {
  const sections = new Map<string, string>();
  for (const section of before.split(/^(?=## )/m).slice(1)) {
    sections.set(/^## (.*)$/m.exec(section)?.[1] ?? '', section.trimEnd());
  }
  for (const [name, one] of measured) sections.set(name, sectionOf(name, one));
  return new Map([...sections].sort(([one], [other]) => one.localeCompare(other)));
}

export function pageOf(sections: ReadonlyMap<string, string>): string {
  return `${[opening.trimEnd(), ...sections.values()].join('\n\n')}\n`;
}

function sectionOf(name: string, { command, at, machine, figures }: Measured): string {
  const rows = figures.map((figure) => [
    figure.what,
    goalText(figure),
    numberText(figure.reached, figure.unit),
    verdictOf(isMet(figure), figure.goal === undefined),
  ]);
  const table = tableOf([['what', 'must be', 'is', ''], ...rows]);
  const remarks = figures
    .filter(({ remark }) => remark !== undefined)
    .map(({ what, remark }) => `- ${what}: ${remark}`);
  const origin = `\`${command}\` on ${at.slice(0, 10)}: ${machine}.`;
  return [`## ${name}`, origin, table, ...(remarks.length > 0 ? [remarks.join('\n')] : [])].join('\n\n');
}

function verdictOf(isGood: boolean, isFree: boolean): string {
  if (isFree) return '';
  return isGood ? 'met' : '**missed**';
}

/** Laid out as Prettier lays it out, so that the page is as it would make it. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const [heads = [], ...rest] = rows;
  const widths = heads.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(heads), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest.map(line)].join('\n');
}
