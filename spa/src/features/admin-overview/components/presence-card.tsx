import type { StatsSeries, StatsSummary } from '@cloudapp/contracts/stats';
import { Section } from '../../../components/section.tsx';
import { stateLabels } from '../../../modules/machines/components/status-badge.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import { fleetPath } from '../../../lib/fleet-path.ts';
import { Figure, Figures, MainFigure } from './figure.tsx';
import { TrendLine } from './trend-line.tsx';
import classes from './overview.module.css';

interface PresenceCardProps {
  readonly summary: StatsSummary;
  readonly series: StatsSeries | undefined;
}

const plain = (value: number) => value.toLocaleString('en-US');

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
        to="/admin/machines"
        value={plain(machines.total)}
        label={machines.total === 1 ? 'machine now' : 'machines now'}
        trend={
          <TrendLine
            now={before === undefined ? undefined : machines.total}
            before={before}
            format={plain}
            formatChange={plain}
          />
        }
      />
      <Figures label="Machines by state, and people">
        {commonStates(machines.byState).map(([state, count]) => (
          <Figure key={state} to={fleetPath('state', state)} value={plain(count)} label={stateLabels[state]} />
        ))}
        <Figure to="/admin/users" value={plain(people.active)} label="Active people" trend={<Outside {...people} />} />
        <Figure
          to="/admin/audit?action=sign-in"
          value={plain(people.signedIn.now)}
          label="Sign-ins"
          trend={<TrendLine {...people.signedIn} format={plain} />}
        />
      </Figures>
    </Section>
  );
}

function Outside({ disabled, administrators }: StatsSummary['people']) {
  const parts = [formatCount(administrators, 'administrator'), disabled > 0 && `${plain(disabled)} disabled`];
  return <span className={classes['trend']}>{parts.filter(Boolean).join(', ')}</span>;
}
