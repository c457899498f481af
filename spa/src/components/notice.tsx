import { Alert, type AlertProps } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from './icons.ts';
import type { Tone } from './tone-badge.tsx';

interface NoticeProps extends Omit<AlertProps, 'color' | 'icon' | 'title'> {
  readonly tone: Tone;
  readonly title: string;
}

const icons = {
  good: IconCircleCheck,
  busy: IconInfoCircle,
  idle: IconInfoCircle,
  warn: IconAlertTriangle,
  bad: IconAlertCircle,
} as const;

/** Something to know about the page: what happened, whether anything was lost, what to do next. */
export function Notice({ tone, title, children, ...rest }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <Alert
      {...rest}
      title={title}
      icon={<Icon size={20} aria-hidden />}
      styles={{
        root: { background: `var(--app-${tone}-back)`, border: 0 },
        // Else its widest part, such as a command, would make it wider than a phone.
        body: { minWidth: 0 },
        icon: { color: `var(--app-${tone})`, marginInlineEnd: 'var(--mantine-spacing-sm)' },
        title: { color: `var(--app-${tone})`, fontWeight: 620, fontSize: 'var(--mantine-font-size-sm)' },
        message: { color: 'var(--mantine-color-text)' },
      }}
    >
      {children}
    </Alert>
  );
}
