import type { Usage } from '@cloudapp/contracts/usage';
import { areaOf, drawing, inPercent, linesOf, pathOf, type UsageStep } from './usage-lines.ts';
import classes from './usage.module.css';

interface UsageChartProps {
  readonly label: string;
  readonly usage: Usage;
  /** By the server's clock, in milliseconds. */
  readonly now: number;
  readonly valueOf: (step: UsageStep) => number;
  /** What it is now; absent where the machine has not said it for a while. */
  readonly latest: number | undefined;
  readonly isHigh?: boolean;
}

/** A day of one number, and what it is now. */
export function UsageChart({ label, usage, now, valueOf, latest, isHigh = false }: UsageChartProps) {
  const lines = linesOf(usage, valueOf, now);
  const most = Math.max(0, ...usage.steps.map(valueOf));
  const current = latest === undefined ? 'not known' : inPercent(latest);
  return (
    <figure className={classes['chart']} data-high={isHigh || undefined}>
      <figcaption className={classes['caption']}>
        <span>{label}</span>
        <strong>{current}</strong>
      </figcaption>
      <svg
        role="img"
        aria-label={`${label} in the last 24 hours: at most ${inPercent(most)}, now ${current}`}
        className={classes['drawing']}
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        preserveAspectRatio="none"
      >
        {[0, 50, 100].map((percent) => (
          <path key={percent} className={classes['grid']} d={`M0 ${percent}H${drawing.width}`} />
        ))}
        {lines.map((points) => (
          <g key={points[0]?.[0]}>
            <path className={classes['area']} d={areaOf(points)} />
            <path className={classes['line']} d={pathOf(points)} />
          </g>
        ))}
      </svg>
      <div className={classes['times']} aria-hidden>
        <span>24 h ago</span>
        <span>12 h ago</span>
        <span>now</span>
      </div>
    </figure>
  );
}
