import { useId, type CSSProperties, type ReactNode } from 'react';
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from './icons.ts';
import type { Tone } from './tone-badge.tsx';
import classes from './plain/plain.module.css';

interface NoticeProps {
  readonly tone: Tone;
  readonly title: string;
  readonly role?: 'alert' | 'status' | 'region';
  readonly children: ReactNode;
}

const icons = {
  good: IconCircleCheck,
  busy: IconInfoCircle,
  idle: IconInfoCircle,
  warn: IconAlertTriangle,
  bad: IconAlertCircle,
} as const;

/** Something to know about the page: what happened, whether anything was lost, what to do next. */
export function Notice({ tone, title, role = 'alert', children }: NoticeProps) {
  const Icon = icons[tone];
  const titleId = useId();
  const colours: CSSProperties = { '--notice-back': `var(--app-${tone}-back)`, '--notice-text': `var(--app-${tone})` };
  return (
    <div className={classes['notice']} style={colours} role={role} aria-labelledby={titleId}>
      <Icon className={classes['noticeIcon']} size={20} aria-hidden />
      <div className={classes['noticeBody']}>
        <div id={titleId} className={classes['noticeTitle']}>
          {title}
        </div>
        <div>{children}</div>
      </div>
    </div>
  );
}
