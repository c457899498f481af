import type { Blueprint, Size } from '@cloudapp/contracts/blueprint';
import type { User } from '@cloudapp/contracts/user';
import { Button, Stack, Text } from '@mantine/core';
import { Section } from '../../../components/section.tsx';
import { formatCost, formatHourlyPrice, formatMonthlyPrice } from '../../../lib/format/money.ts';
import { formatSize } from '../../../lib/format/size.ts';
import { formatEstimate, formatHours } from '../../../lib/format/time.ts';
import classes from './launch-view.module.css';

interface LaunchSummaryProps {
  readonly blueprint: Blueprint;
  readonly size: Size | undefined;
  readonly durationHours: number;
  readonly quota: User['quota'] | undefined;
  readonly pending: boolean;
  readonly disabled: boolean;
}

/** What, for how much, and the one button; stays in view. */
export function LaunchSummary({ blueprint, size, durationHours, quota, pending, disabled }: LaunchSummaryProps) {
  const price = size?.pricePerHour ?? 0;
  return (
    <div className={classes['summary']}>
      <Section title="Summary">
        <dl className={classes['rows']}>
          <dt>Blueprint</dt>
          <dd>{blueprint.name}</dd>
          <dt>Size</dt>
          <dd>{size && formatSize(size)}</dd>
          <dt>Disk</dt>
          <dd>{blueprint.diskGib} GB</dd>
          <dt>Runs for</dt>
          <dd>{formatHours(durationHours)}</dd>
          <dt>Ready in</dt>
          <dd>{formatEstimate(blueprint.expectedSeconds)}</dd>
          <dt>Your quota</dt>
          <dd>{quota ? `${quota.used} of ${quota.limit} used` : '…'}</dd>
        </dl>
        <Stack gap={0}>
          <Text fw={650} fz="lg">
            {formatHourlyPrice(price)}
          </Text>
          <Text size="sm" c="dimmed">
            {formatMonthlyPrice(price)}, {formatCost(price * durationHours)} for {formatHours(durationHours)}
          </Text>
        </Stack>
        <Button type="submit" size="md" fullWidth loading={pending} disabled={disabled}>
          Launch
        </Button>
      </Section>
    </div>
  );
}
