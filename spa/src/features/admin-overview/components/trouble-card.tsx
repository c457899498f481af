import type { StatsSummary } from '@cloudapp/contracts/stats';
import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '../../../components/icons.ts';
import { Section } from '../../../components/section.tsx';
import { formatCount, formatNumber } from '../../../lib/format/size.ts';
import { pathTo } from '../../../lib/paths.ts';
import { Figure, Figures } from './figure.tsx';
import { wordsOf } from './periods.ts';
import { TrendLine } from './trend-line.tsx';
import classes from './overview.module.css';

/** Whether anything is wrong; says so calmly when nothing is. */
export function TroubleCard({ summary }: { readonly summary: StatsSummary }) {
  const { failedLaunches, lockedAccounts, failedSignIns, strays } = summary.trouble;
  return (
    <Section title="Trouble">
      <Verdict summary={summary} />
      <Figures label="What may be wrong">
        <Figure
          to={pathTo('audit', { action: 'machine-failed' })}
          value={formatNumber(failedLaunches)}
          label="Failed launches"
          trend={<TrendLine {...summary.launches.failed} welcome="less" format={formatNumber} />}
        />
        <Figure
          to={pathTo('audit', { action: 'sign-in-locked' })}
          value={formatNumber(lockedAccounts)}
          label="Locked accounts"
        />
        <Figure
          to={pathTo('audit', { action: 'sign-in-failed' })}
          value={formatNumber(failedSignIns)}
          label="Failed sign-ins"
        />
        <Figure to={pathTo('audit', { action: 'stray-found' })} value={formatNumber(strays)} label="Strays" />
      </Figures>
    </Section>
  );
}

function Verdict({ summary: { trouble, period } }: { readonly summary: StatsSummary }) {
  const toLookAt = trouble.failedLaunches + trouble.lockedAccounts + trouble.strays;
  if (toLookAt > 0) {
    return (
      <div className={classes['main']} data-tone="bad">
        <Text component="span" className={classes['verdict']}>
          <IconAlertTriangle size={22} stroke={1.9} aria-hidden /> {formatCount(toLookAt, 'thing')} to look at
        </Text>
        <span className={classes['trend']}>in {wordsOf(period).last}</span>
      </div>
    );
  }
  const isQuiet = trouble.failedSignIns === 0;
  const Icon = isQuiet ? IconCircleCheck : IconInfoCircle;
  return (
    <div className={classes['main']} data-tone={isQuiet ? 'good' : 'idle'}>
      <Text component="span" className={classes['verdict']}>
        <Icon size={22} stroke={1.9} aria-hidden /> {isQuiet ? 'Nothing is wrong' : 'Nothing needs you'}
      </Text>
      <span className={classes['trend']}>
        {isQuiet ? `in ${wordsOf(period).last}` : 'mistyped passwords are normal'}
      </span>
    </div>
  );
}
