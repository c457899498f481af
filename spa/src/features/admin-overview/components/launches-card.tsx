import type { StatsSummary } from '@cloudapp/contracts/stats';
import { Section } from '../../../components/section.tsx';
import { formatNumber, formatPercent } from '../../../lib/format/size.ts';
import { formatDuration } from '../../../lib/format/time.ts';
import { pathTo } from '../../../lib/paths.ts';
import { Figure, Figures, MainFigure } from './figure.tsx';
import { TrendLine } from './trend-line.tsx';

const points = (share: number) => `${Math.round(share * 1000) / 10} points`;
const unknown = '–';

/** Whether launches succeed, and how fast. */
export function LaunchesCard({ summary: { launches } }: { readonly summary: StatsSummary }) {
  const { successRate, successRateBefore, secondsToReady: speed, secondsToReadyBefore: speedBefore } = launches;
  return (
    <Section title="Launches">
      <MainFigure
        to={pathTo('audit', { action: 'machine-ready' })}
        value={successRate === undefined ? unknown : formatPercent(successRate)}
        label={successRate === undefined ? 'no launch finished yet' : 'succeed'}
        trend={
          <TrendLine
            now={successRate}
            before={successRateBefore}
            welcome="more"
            format={formatPercent}
            formatChange={points}
          />
        }
      />
      <Figures label="Launches and time to ready">
        <Figure
          to={pathTo('audit', { action: 'machine-requested' })}
          value={formatNumber(launches.requested.now)}
          label="Launched"
          trend={<TrendLine {...launches.requested} format={formatNumber} />}
        />
        <Figure
          to={pathTo('audit', { action: 'machine-ready' })}
          value={speed ? formatDuration(speed.p50) : unknown}
          label="Half are ready within (p50)"
          trend={<TrendLine now={speed?.p50} before={speedBefore?.p50} welcome="less" format={formatDuration} />}
        />
        <Figure
          to={pathTo('audit', { action: 'machine-ready' })}
          value={speed ? formatDuration(speed.p95) : unknown}
          label="95 % are ready within (p95)"
          trend={<TrendLine now={speed?.p95} before={speedBefore?.p95} welcome="less" format={formatDuration} />}
        />
      </Figures>
    </Section>
  );
}
