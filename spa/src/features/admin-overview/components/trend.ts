/** Which way is welcome; `none` when neither is. */
export type Welcome = 'more' | 'less' | 'none';

export interface TrendText {
  readonly direction: 'up' | 'down' | 'same';
  readonly tone: 'good' | 'bad' | 'idle';
  readonly text: string;
}

interface TrendInput {
  readonly now: number;
  readonly before: number;
  readonly welcome: Welcome;
  readonly format: (value: number) => string;
  /** How the change itself is told; as a share of the number before unless given. */
  readonly formatChange?: ((change: number) => string) | undefined;
}

/** "24 % more than 33", "as before", "none before": a number against the one of the period before. */
export function describeTrend({ now, before, welcome, format, formatChange }: TrendInput): TrendText {
  const change = now - before;
  if (format(now) === format(before)) return { direction: 'same', tone: 'idle', text: 'as before' };
  const direction = change > 0 ? 'up' : 'down';
  const tone = toneOf(direction, welcome);
  if (formatChange) return { direction, tone, text: `${formatChange(Math.abs(change))} from ${format(before)}` };
  if (before === 0) return { direction, tone: 'idle', text: 'none before' };
  return { direction, tone, text: `${shareOf(change, before)} from ${format(before)}` };
}

function toneOf(direction: 'up' | 'down', welcome: Welcome): TrendText['tone'] {
  if (welcome === 'none') return 'idle';
  return (direction === 'up') === (welcome === 'more') ? 'good' : 'bad';
}

/** Beyond a tenfold a share says nothing that the number itself does not. */
function shareOf(change: number, before: number): string {
  const percent = Math.round((Math.abs(change) / before) * 100);
  if (percent > 900) return `${Math.round((before + change) / before)} times`;
  return percent === 0 ? 'under 1 %' : `${percent} %`;
}
