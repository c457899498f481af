import { fullDiskPercent } from '@cloudapp/contracts/usage-bounds';
import type { Usage } from '@cloudapp/contracts/usage';
import { Button, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../../../components/notice.tsx';
import { Section } from '../../../components/section.tsx';
import { formatClock } from '../../../lib/format/time.ts';
import { formatCount } from '../../../lib/format/size.ts';
import { UsageChart } from './usage-chart.tsx';
import { hoursOf, inPercent } from './usage-lines.ts';
import { UsageReceipt } from './usage-receipt.tsx';
import classes from './usage.module.css';

interface UsageSectionProps {
  readonly usage: Usage;
  /** By the server's clock, in milliseconds. */
  readonly now: number;
  /** Whether the machine is gone. */
  readonly isOver: boolean;
}

/** What is older is not what it is now. */
const currentMs = 5 * 60_000;

/** What a machine did in the last 24 hours, and in all. */
export function UsageSection({ usage, now, isOver }: UsageSectionProps) {
  const [showsTable, setShowsTable] = useState(false);
  const { latest, steps } = usage;
  if (latest === undefined || steps.length === 0 || isOver)
    return <WithoutDay receipt={usage.receipt} isOver={isOver} />;
  const isCurrent = now - Date.parse(latest.at) < currentMs;
  return (
    <Section
      title="Usage"
      description={isCurrent ? nowInWords(latest) : 'The machine has not said for some minutes what it does.'}
      actions={
        <Button
          variant="subtle"
          size="xs"
          aria-expanded={showsTable}
          onClick={() => {
            setShowsTable(!showsTable);
          }}
        >
          {showsTable ? 'Hide table' : 'Show as table'}
        </Button>
      }
    >
      <Stack gap="lg">
        {latest.disk >= fullDiskPercent && <FullDisk percent={latest.disk} />}
        <UsageCharts usage={usage} now={now} latest={isCurrent ? latest : { disk: latest.disk }} />
        {showsTable && <UsageTable usage={usage} />}
        <UsageReceipt receipt={usage.receipt} isOver={false} />
      </Stack>
    </Section>
  );
}

/** Nothing is drawn of a day in which a machine said nothing, nor of one that is gone. */
function WithoutDay({ receipt, isOver }: Omit<UsageSectionProps, 'usage' | 'now'> & Pick<Usage, 'receipt'>) {
  const isKnown = receipt.usedMinutes + receipt.idleMinutes > 0;
  const words = isOver
    ? ['What it did while it was there, as it said itself.', 'It never said what it did.']
    : [
        'The machine has said nothing in the last 24 hours of what it does.',
        'The machine has not said yet what it does. It does so each minute.',
      ];
  return (
    <Section title="Usage" description={isKnown ? words[0] : words[1]}>
      {isKnown && <UsageReceipt receipt={receipt} isOver={isOver} />}
    </Section>
  );
}

function FullDisk({ percent }: { readonly percent: number }) {
  return (
    <Notice tone="warn" title="The disk is nearly full" role="region">
      <Text size="sm">
        {inPercent(percent)} of it is used. What is full fails: delete what is not needed, or launch a machine with a
        larger disk.
      </Text>
    </Notice>
  );
}

interface UsageChartsProps extends Omit<UsageSectionProps, 'isOver'> {
  /** A disk does not empty by itself: what was said last holds. */
  readonly latest: Partial<NonNullable<Usage['latest']>> & Pick<NonNullable<Usage['latest']>, 'disk'>;
}

function UsageCharts({ usage, now, latest }: UsageChartsProps) {
  return (
    <div className={classes['charts']}>
      <UsageChart label="CPU" usage={usage} now={now} valueOf={({ cpu }) => cpu} latest={latest.cpu} />
      <UsageChart label="Memory" usage={usage} now={now} valueOf={({ memory }) => memory} latest={latest.memory} />
      <UsageChart
        label="Disk"
        usage={usage}
        now={now}
        valueOf={({ disk }) => disk}
        latest={latest.disk}
        isHigh={latest.disk >= fullDiskPercent}
      />
    </div>
  );
}

function nowInWords({ load, terminals, connections, jobs }: NonNullable<Usage['latest']>): string {
  const parts = [
    jobs === 0 ? 'No job' : formatCount(jobs, 'job'),
    terminals === 0 ? 'no terminal' : formatCount(terminals, 'terminal'),
    connections === 0 ? 'no connection' : formatCount(connections, 'connection'),
  ];
  return `${parts.join(', ')}. Load ${load.toFixed(1)}.`;
}

function UsageTable({ usage }: Pick<UsageSectionProps, 'usage'>) {
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table>
        <Table.Caption>By the hour, the newest first.</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {['From', 'CPU', 'CPU at most', 'Memory', 'Disk'].map((heading) => (
              <Table.Th key={heading} scope="col">
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hoursOf(usage.steps).map(({ at, cpu, cpuMost, memory, disk }) => (
            <Table.Tr key={at}>
              <Table.Th scope="row">{formatClock(at)}</Table.Th>
              {[cpu, cpuMost, memory, disk].map((value, index) => (
                <Table.Td key={index}>{inPercent(value)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
