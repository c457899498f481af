/**
 * Writes the page of performance from what each bench found when it ran last; a bench that was not run keeps its lines:
 *
 *     npx tsx bench/performance.ts
 *
 * Each bench is a command of its own, which the page names. Run them one after the other on a computer that does nothing else.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMeasured } from './figures/figures.ts';
import { pageOf, withSections } from './figures/page.ts';

const file = join(import.meta.dirname, '..', 'docs', 'performance.md');

const before = await readFile(file, 'utf8').catch(() => '');
await writeFile(file, pageOf(withSections(before, await readMeasured())));
