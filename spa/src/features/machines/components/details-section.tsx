import type { Instance } from '@cloudapp/contracts/instance';
import type { ReactNode } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { formatCost, formatHourlyPrice } from '../../../lib/format/money.ts';
import { formatDuration } from '../../../lib/format/time.ts';
import { formatSize, formatSizeName } from '../../../lib/format/size.ts';
import { TimeLeft } from '../../../modules/machines/components/time-left.tsx';
import classes from './machine-view.module.css';

interface DetailsSectionProps {
  readonly machine: Instance;
  readonly sshKey: ReactNode;
}

export function DetailsSection({ machine, sshKey }: DetailsSectionProps) {
  return (
    <Section title="Details">
      <dl className={classes['facts']}>
        <dt>Blueprint</dt>
        <dd>
          {machine.blueprint.name}, version {machine.blueprint.version}
        </dd>
        <dt>Owner</dt>
        <dd>{machine.owner.name}</dd>
        <dt>Size</dt>
        <dd>
          {formatSizeName(machine.size.id)}, {formatSize(machine.size)}
        </dd>
        <dt>Disk</dt>
        <dd>{machine.diskGib} GB, encrypted</dd>
        <dt>Price</dt>
        <dd>
          {formatHourlyPrice(machine.cost.perHour)} while it runs, {formatHourlyPrice(machine.cost.perHourStopped)}{' '}
          while stopped
        </dd>
        <dt>Cost so far</dt>
        <dd>
          {formatCost(machine.cost.soFar)}
          {machine.ranSeconds !== undefined && `, ran for ${formatDuration(machine.ranSeconds)}`}
        </dd>
        <dt>Time left</dt>
        <dd>
          <TimeLeft machine={machine} />
        </dd>
        <dt>Launched</dt>
        <dd>
          <RelativeTime instant={machine.createdAt} />
        </dd>
        {Boolean(sshKey) && (
          <>
            <dt>SSH key</dt>
            <dd>{sshKey}</dd>
          </>
        )}
        <dt>Id</dt>
        <dd className={classes['id']}>
          <span title={machine.id}>{machine.id}</span>
          <CopyButton value={machine.id} what="id" />
        </dd>
      </dl>
    </Section>
  );
}
