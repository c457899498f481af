import type { BlueprintStats, Period, StatsSeries } from '@cloudapp/contracts/stats';
import { useMemo } from 'react';
import {
  costModel,
  launchesModel,
  machinesModel,
  signInsModel,
  timeToReadyModel,
  type BlueprintNames,
} from './chart-models.ts';
import { ChartSection } from './chart-section.tsx';
import { wordsOf } from './periods.ts';
import classes from './overview.module.css';

interface ChartsProps {
  readonly period: Period;
  readonly series: StatsSeries | undefined;
  readonly blueprints: BlueprintStats | undefined;
  readonly names: BlueprintNames;
}

/** What happened over the period. */
export function Charts({ period, series, blueprints, names }: ChartsProps) {
  const last = wordsOf(period).last;
  const each = period === '24h' ? 'each hour' : 'each day in UTC';
  const overTime = useMemo(
    () =>
      series && {
        machines: machinesModel(series, names),
        launches: launchesModel(series),
        signIns: signInsModel(series),
        cost: costModel(series),
      },
    [series, names],
  );
  const timeToReady = useMemo(() => blueprints && timeToReadyModel(blueprints, names), [blueprints, names]);
  return (
    <div className={classes['charts']}>
      <div className={classes['full']}>
        <ChartSection
          title="Machines by blueprint"
          description={`How many there were at the end of ${each}`}
          model={overTime?.machines}
          nothing={`There was no machine in ${last}.`}
        />
      </div>
      <ChartSection
        title="Launches and failures"
        description={`How they ended, ${each}`}
        model={overTime?.launches}
        nothing={`No launch ended in ${last}.`}
      />
      <ChartSection
        title="Sign-ins"
        description={`Good and failed ones, ${each}`}
        model={overTime?.signIns}
        nothing={`Nobody signed in in ${last}.`}
      />
      <ChartSection
        title="Cost over time"
        description={`What machines cost ${each}`}
        model={overTime?.cost}
        nothing={`Nothing was spent in ${last}.`}
      />
      <ChartSection
        title="Time to ready"
        description="From launch to ready, by blueprint"
        model={timeToReady}
        nothing={`No launch got ready in ${last}.`}
      />
    </div>
  );
}
