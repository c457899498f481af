import type { OptionalNoticeKind } from '@cloudapp/contracts/notice';
import { Stack, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Section } from '../../../components/section.tsx';

const labels: Readonly<Record<OptionalNoticeKind, string>> = {
  'machine-ready': 'A machine is ready',
  'machine-failed': 'A machine has failed',
  'stop-ahead': 'A machine will stop soon',
  'start-refused': 'A machine could not start',
  'machine-stopped': 'A machine was stopped, but not by you',
  'budget-reached': '50, 80 or 100 % of your budget is spent',
};

const kinds = Object.keys(labels) as OptionalNoticeKind[];

interface NoticesSectionProps {
  readonly off: readonly OptionalNoticeKind[];
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSwitch: (off: readonly OptionalNoticeKind[]) => void;
  /** What else is about e-mails. */
  readonly children: ReactNode;
}

/** Which e-mails one gets. */
export function NoticesSection({ off, pending, error, onSwitch, children }: NoticesSectionProps) {
  return (
    <Section
      title="E-mails"
      description="What is about the security of your account, or deletes a machine, is always sent."
    >
      <Stack gap="sm">
        {kinds.map((kind) => (
          <Switch
            key={kind}
            label={labels[kind]}
            checked={!off.includes(kind)}
            disabled={pending}
            onChange={(event) => {
              const others = off.filter((one) => one !== kind);
              onSwitch(event.currentTarget.checked ? others : [...others, kind]);
            }}
          />
        ))}
        {error instanceof Error && <ErrorNotice error={error} title="Your e-mails were not changed" />}
        {children}
      </Stack>
    </Section>
  );
}
