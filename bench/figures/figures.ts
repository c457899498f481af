import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const folder = join(import.meta.dirname, '..', '..', '.cache', 'figures');

const figureSchema = z.object({
  /** What is measured, as a row of the table begins. */
  what: z.string(),
  unit: z.string(),
  reached: z.number(),
  /** What it must be; a figure without is told for its own sake. */
  goal: z
    .object({ atMost: z.number() })
    .or(z.object({ atLeast: z.number() }))
    .optional(),
  /** What bounds a figure that missed its goal, or what one must know to read it. */
  remark: z.string().optional(),
});

/** One thing that was measured, with what it must be. */
export type Figure = z.infer<typeof figureSchema>;

const measuredSchema = z.object({
  /** As one types it, to measure it again. */
  command: z.string(),
  /** When, in ISO 8601. */
  at: z.string(),
  machine: z.string(),
  figures: z.array(figureSchema),
});

/** What one bench found out when it ran last. */
export type Measured = z.infer<typeof measuredSchema>;

export function isMet({ reached, goal }: Figure): boolean {
  if (goal === undefined) return true;
  return 'atMost' in goal ? reached <= goal.atMost : reached >= goal.atLeast;
}

/** @returns such as "≤ 1.2"; nothing for a figure without a goal */
export function goalText({ goal, unit }: Figure): string {
  if (goal === undefined) return '';
  return 'atMost' in goal ? `≤ ${numberText(goal.atMost, unit)}` : `≥ ${numberText(goal.atLeast, unit)}`;
}

/** @returns with three digits that count, more where there are more before the point, and the unit behind */
export function numberText(value: number, unit: string): string {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.01))));
  const text = value.toLocaleString('en', { maximumFractionDigits: Math.min(digits, 2) });
  return unit === '' ? text : `${text} ${unit}`;
}

/**
 * Says what a bench found, keeps it for the page of performance (`bench/performance.ts`), and ends this process with 1 where a
 * goal was missed.
 */
export async function report(name: string, command: string, figures: readonly Figure[]): Promise<void> {
  for (const figure of figures) {
    const aim = figure.goal === undefined ? '' : `  (${goalText(figure)}${isMet(figure) ? '' : ': missed'})`;
    console.log(`${figure.what.padEnd(70)} ${numberText(figure.reached, figure.unit).padStart(12)}${aim}`);
  }
  const [processor] = cpus();
  const machine = `${availableParallelism()} × ${processor?.model.trim() ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const measured: Measured = { command, at: new Date().toISOString(), machine, figures: [...figures] };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(measured, undefined, 2)}\n`);
  if (!figures.every(isMet)) process.exitCode = 1;
}

/** What each bench found out when it ran last, by its name. */
export async function readMeasured(): Promise<Map<string, Measured>> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json')).sort();
  const all = new Map<string, Measured>();
  for (const file of files) {
    const content: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
    all.set(file.slice(0, -'.json'.length), measuredSchema.parse(content));
  }
  return all;
}
