import type { BlueprintStats, StatsSeries, StatsSummary } from '@cloudapp/contracts/stats';
import type { BlueprintNames } from './chart-models.ts';
import { CostCard } from './cost-card.tsx';
import { LaunchesCard } from './launches-card.tsx';
import { PresenceCard } from './presence-card.tsx';
import { TroubleCard } from './trouble-card.tsx';
import classes from './overview.module.css';

interface AnswersProps {
  readonly summary: StatsSummary;
  readonly series: StatsSeries | undefined;
  readonly blueprints: BlueprintStats | undefined;
  readonly names: BlueprintNames;
}

/** The four questions of an administrator, answered at a glance. */
export function Answers({ summary, series, blueprints, names }: AnswersProps) {
  return (
    <div className={classes['answers']}>
      <PresenceCard summary={summary} series={series} />
      <CostCard summary={summary} blueprints={blueprints} names={names} />
      <LaunchesCard summary={summary} />
      <TroubleCard summary={summary} />
    </div>
  );
}
