import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformanceReport } from './conformance.ts';
import { criteria } from './criteria.ts';
import { ranAs, readResults } from './results.ts';

/*
 * `npx tsx e2e/accessibility/report.ts`, after `npm test`: writes docs/accessibility.md, unless a test that it names did not run or
 * failed.
 */
const root = join(import.meta.dirname, '..', '..');
const all = readResults(root);
const ran = new Map(criteria.flatMap(({ tests }) => tests).map((test) => [test, ranAs(test, all)]));
const unproven = [...ran].filter(([, tests]) => tests.length === 0 || tests.some(({ hasPassed }) => !hasPassed));
if (unproven.length > 0) {
  console.error(`Not written: these did not run or failed:\n${unproven.map(([test]) => `  ${test}`).join('\n')}`);
  process.exit(1);
}
const file = join(root, 'docs', 'accessibility.md');
const report = conformanceReport(new Map([...ran].map(([test, { length }]) => [test, length])));
writeFileSync(file, report);
