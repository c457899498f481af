import type { Usage } from '@cloudapp/contracts/usage';

export type UsageStep = Usage['steps'][number];

/** A drawing is so wide and so high, whatever it is stretched to. */
export const drawing = { width: 1000, height: 100 } as const;

const dayMs = 24 * 3_600_000;

/**
 * Where values of the last day are drawn, as the points of a line for each time without a gap: nothing is drawn where the machine said
 * nothing.
 *
 * @param now in milliseconds
 */
export function linesOf(
  { steps, stepSeconds }: Pick<Usage, 'steps' | 'stepSeconds'>,
  valueOf: (step: UsageStep) => number,
  now: number,
): [x: number, y: number][][] {
  const stepMs = stepSeconds * 1000;
  const lines: [x: number, y: number][][] = [];
  let last = -Infinity;
  for (const step of steps) {
    const at = Date.parse(step.at);
    const x = ((at + stepMs - (now - dayMs)) / dayMs) * drawing.width;
    const point: [number, number] = [round(x), round(drawing.height - (valueOf(step) * drawing.height) / 100)];
    if (at - last > 2 * stepMs) lines.push([]);
    lines.at(-1)?.push(point);
    last = at;
  }
  return lines;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A line, which is a short one where it has a single point. */
export function pathOf(points: readonly (readonly [x: number, y: number])[]): string {
  const [first] = points;
  if (first === undefined) return '';
  const all = points.length > 1 ? points : [[first[0] - 3, first[1]], first];
  return `M${all.map(([x, y]) => `${x} ${y}`).join('L')}`;
}

/** The same with all below it. */
export function areaOf(points: readonly (readonly [x: number, y: number])[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return '';
  return `${pathOf(points)}L${last[0]} ${drawing.height}L${first[0]} ${drawing.height}Z`;
}

export interface UsageHour {
  /** When it began. */
  readonly at: string;
  readonly cpu: number;
  readonly cpuMost: number;
  readonly memory: number;
  readonly disk: number;
}

const hourMs = 3_600_000;

/** Hours in which the machine said something, newest first. */
export function hoursOf(steps: readonly UsageStep[]): UsageHour[] {
  const starts = [...new Set(steps.map(hourStartOf))].sort((one, other) => other - one);
  return starts.map((start) => {
    const within = steps.filter((step) => hourStartOf(step) === start);
    return {
      at: new Date(start).toISOString(),
      cpu: average(within.map(({ cpu }) => cpu)),
      cpuMost: Math.max(...within.map(({ cpuMost }) => cpuMost)),
      memory: average(within.map(({ memory }) => memory)),
      disk: Math.max(...within.map(({ disk }) => disk)),
    };
  });
}

function hourStartOf({ at }: UsageStep): number {
  return Math.floor(Date.parse(at) / hourMs) * hourMs;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** "12 %", "0.4 %": a little is not nothing. */
export function inPercent(value: number): string {
  return `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)} %`;
}
