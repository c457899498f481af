import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { User } from '@cloudapp/contracts/user';
import { Button, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCost, formatHourlyPrice, formatMonthlyPrice } from '../../../lib/format/money.ts';
import { formatSize } from '../../../lib/format/size.ts';
import { formatEstimate } from '../../../lib/format/relative-time.ts';
import { formatHours } from '../../../lib/format/time.ts';
import classes from './launch-view.module.css';

export interface LaunchSummaryProps {
  readonly blueprint: Blueprint;
  readonly size: Blueprint['sizes'][number] | undefined;
  readonly durationHours: number;
  readonly quota: User['quota'] | undefined;
  readonly pending: boolean;
  readonly disabled: boolean;
  /** Why the last try failed, where the button is in view. */
  readonly failure: ReactNode;
}

/** What, for how much, and the one button; stays in view, where there is little room as price and button alone. */
export function LaunchSummary(props: LaunchSummaryProps) {
  const { blueprint, size, durationHours, quota, pending, disabled, failure } = props;
  const price = size?.costPerHour ?? 0;
  const whole = classes['whole'] ?? '';
  const used = quota ? `${quota.used} of ${quota.limit} used` : '…';
  return (
    <aside className={classes['summary']} aria-label="Summary">
      <Title order={2} className={whole}>
        Summary
      </Title>
      <dl className={`${classes['rows'] ?? ''} ${whole}`}>
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
        <dd>{used}</dd>
      </dl>
      {failure}
      <div className={classes['order']}>
        <div>
          <Text fw={650} fz="lg" lh={1.4}>
            {formatHourlyPrice(price)}
          </Text>
          <Text size="sm" c="dimmed" className={whole}>
            while it runs, {formatMonthlyPrice(price)}
          </Text>
          <Text size="sm" c="dimmed" className={whole}>
            {formatHourlyPrice(blueprint.stoppedCostPerHour)} while stopped
          </Text>
          <Text size="sm" c="dimmed">
            {formatCost(price * durationHours)} for {formatHours(durationHours)}
          </Text>
          <Text size="sm" c="dimmed" className={classes['brief'] ?? ''}>
            Quota: {used}
          </Text>
        </div>
        <Button type="submit" size="md" loading={pending} disabled={disabled}>
          Launch
        </Button>
      </div>
    </aside>
  );
}
