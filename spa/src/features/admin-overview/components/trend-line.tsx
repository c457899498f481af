import { VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '../../../components/icons.ts';
import { describeTrend, type Welcome } from './trend.ts';
import classes from './overview.module.css';

interface TrendLineProps {
  readonly now: number | undefined;
  /** Absent when nothing is known of the period before. */
  readonly before: number | undefined;
  readonly welcome?: Welcome;
  readonly format: (value: number) => string;
  readonly formatChange?: (change: number) => string;
}

const words = { up: 'Up', down: 'Down', same: '' } as const;

/** How a number changed against the period before. Its line keeps its place even when there is nothing to say. */
export function TrendLine({ now, before, welcome = 'none', format, formatChange }: TrendLineProps) {
  if (now === undefined || before === undefined) {
    return <span className={classes['trend']}>{now === undefined ? '' : 'nothing to compare with'}</span>;
  }
  const { direction, tone, text } = describeTrend({ now, before, welcome, format, formatChange });
  return (
    <span className={classes['trend']} data-tone={tone}>
      {direction === 'up' && <IconArrowUp size={14} stroke={2.2} aria-hidden />}
      {direction === 'down' && <IconArrowDown size={14} stroke={2.2} aria-hidden />}
      <VisuallyHidden>{words[direction]} </VisuallyHidden>
      {text}
    </span>
  );
}
