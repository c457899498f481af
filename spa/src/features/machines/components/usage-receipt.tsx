import type { Usage } from '@cloudapp/contracts/usage';
import { Text } from '@mantine/core';
import { formatCost } from '../../../lib/format/money.ts';
import { formatDuration } from '../../../lib/format/time.ts';
import classes from './usage.module.css';

interface UsageReceiptProps {
  readonly receipt: Usage['receipt'];
  /** Whether the machine is gone. */
  readonly isOver: boolean;
}

/** What a machine was used for in all its life, and whether a smaller one would be enough. */
export function UsageReceipt({ receipt, isOver }: UsageReceiptProps) {
  const { usedMinutes, idleMinutes, unknownMinutes, enough, cost } = receipt;
  const times = [
    ['Used', usedMinutes],
    ['Idle', idleMinutes],
    ['Not known', unknownMinutes],
  ] as const;
  return (
    <div>
      <dl className={classes['receipt']} aria-label={isOver ? 'What it was used for' : 'What it is used for, in all'}>
        {times.map(([label, minutes]) => minutes !== undefined && <Fact key={label} label={label} minutes={minutes} />)}
      </dl>
      {enough && (
        <Text size="sm" mt="sm">
          {isOver ? `${enough.instanceType} would have been enough: ` : `It would be fine as ${enough.instanceType}: `}
          CPU at most {enough.cpuPercent} % and memory at most {enough.memoryGib.toFixed(1)} GiB for 95 % of the time.
          It would have cost {formatCost(enough.cost)} instead of {formatCost(cost)}.
        </Text>
      )}
    </div>
  );
}

function Fact({ label, minutes }: { readonly label: string; readonly minutes: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{formatDuration(minutes * 60)}</dd>
    </div>
  );
}
