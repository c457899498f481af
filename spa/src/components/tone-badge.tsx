import type { Icon } from '@tabler/icons-react';
import classes from './tone-badge.module.css';

export type Tone = 'good' | 'busy' | 'bad' | 'warn' | 'idle';

interface ToneBadgeProps {
  readonly tone: Tone;
  readonly Icon: Icon;
  readonly label: string;
}

/** A status: always an icon and a word, the colour only helps. */
export function ToneBadge({ tone, Icon, label }: ToneBadgeProps) {
  return (
    <span className={classes['badge']} data-tone={tone}>
      <Icon size={14} stroke={2.2} aria-hidden className={tone === 'busy' ? classes['spinning'] : ''} />
      {label}
    </span>
  );
}
