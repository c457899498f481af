import type { StatsSeries, StatsSummary } from '@cloudapp/contracts/stats';
import { Section } from '../../../components/section.tsx';
import { formatCount, formatNumber } from '../../../lib/format/size.ts';
import { paths, pathTo } from '../../../lib/paths.ts';
import { stateLabels } from '../../../modules/machines/components/state-labels.ts';
import { Figure, Figures, MainFigure } from './figure.tsx';
import { TrendLine } from './trend-line.tsx';
import classes from './overview.module.css';

interface PresenceCardProps {
  readonly summary: StatsSummary;
  readonly series: StatsSeries | undefined;
}

/** What most machines are doing; more than three would no longer be a glance. */
function commonStates(byState: StatsSummary['machines']['byState']): [keyof typeof stateLabels, number][] {
  return (Object.entries(byState) as [keyof typeof stateLabels, number][])
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one)
    .slice(0, 3);
}

/** Machines at the end of the period's first hour or day: the farthest back that the series tells. */
function machinesAtStart(series: StatsSeries | undefined): number | undefined {
  const first = series?.points[0];
  return first && Object.values(first.machines).reduce((sum, count) => sum + count, 0);
}

/** Who and what is there now. */
export function PresenceCard({ summary: { people, machines }, series }: PresenceCardProps) {
  const before = machinesAtStart(series);
  return (
    <Section title="Machines and people">
      <MainFigure
        to={paths.fleet}
        value={formatNumber(machines.total)}
        label={machines.total === 1 ? 'machine now' : 'machines now'}
        trend={
          <TrendLine
            now={before === undefined ? undefined : machines.total}
            before={before}
            format={formatNumber}
            formatChange={formatNumber}
          />
        }
      />
      <Figures label="Machines by state, and people">
        {commonStates(machines.byState).map(([state, count]) => (
          <Figure key={state} to={pathTo('fleet', { state })} value={formatNumber(count)} label={stateLabels[state]} />
        ))}
        <Figure
          to={paths.users}
          value={formatNumber(people.active)}
          label="Active people"
          trend={<Outside {...people} />}
        />
        <Figure
          to={pathTo('audit', { action: 'sign-in' })}
          value={formatNumber(people.signedIn.now)}
          label="Sign-ins"
          trend={<TrendLine {...people.signedIn} format={formatNumber} />}
        />
      </Figures>
    </Section>
  );
}

function Outside({ disabled, administrators }: StatsSummary['people']) {
  const parts = [formatCount(administrators, 'administrator'), disabled > 0 && `${formatNumber(disabled)} disabled`];
  return <span className={classes['trend']}>{parts.filter(Boolean).join(', ')}</span>;
}
