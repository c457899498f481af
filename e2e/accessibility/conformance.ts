import { criteria } from './criteria.ts';
import type { Criterion } from './criterion.ts';

/** How many tests ran under each `file: title`, all of them well. */
export type Passed = ReadonlyMap<string, number>;

/** The report of conformance, with what the tests said; without them, with a `–` in place of their numbers. */
export function conformanceReport(passed?: Passed): string {
  const count = (one: (criterion: Criterion) => boolean) => criteria.filter(one).length;
  const absent = count((criterion) => criterion.absent === true);
  const partly = count((criterion) => criterion.partly === true);
  return `# Accessibility

How far the pages meet [WCAG 2.2](https://www.w3.org/TR/WCAG22/), levels A and AA. \`npx tsx e2e/accessibility/report.ts\` writes this page
from the lists beside it and the results of the last \`npm test\`, and refuses to when a test that is named here did not run or
failed; \`accessibility-document.test.ts\` compares them. Tried with Chromium alone; no screen reader takes part in the tests.

Of ${criteria.length} criteria ${criteria.length - absent - partly} are met, ${partly} in part, and ${absent} ask for what is not there.

| Criterion | Level | Met | How | Tests that passed |
| --- | --- | --- | --- | --- |
${criteria.map((criterion) => rowOf(criterion, passed)).join('\n')}
`;
}

function rowOf({ id, name, level, how, absent, partly, tests }: Criterion, passed: Passed | undefined): string {
  const met = absent ? 'nothing of it' : partly ? 'in part' : 'yes';
  const shown = tests.map((test) => `\`${test}\` (${passed?.get(test) ?? '–'})`).join(', ');
  return `| ${id} ${name} | ${level} | ${met} | ${how} | ${shown} |`;
}
