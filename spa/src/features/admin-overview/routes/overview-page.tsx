import type { StatsSummary } from '@cloudapp/contracts/stats';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { LoadFailure } from '../../../components/load-failure.tsx';
import { Page } from '../../../components/page.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { blueprintsQuery } from '../../../modules/blueprints/api/blueprints.ts';
import { blueprintStatsQuery, seriesQuery, summaryQuery } from '../api/statistics.ts';
import { Answers } from '../components/answers.tsx';
import { Charts } from '../components/charts.tsx';
import { FirstSteps, isNewInstallation } from '../components/first-steps.tsx';
import { AnswersSkeleton } from '../components/overview-skeleton.tsx';
import { PeriodPicker } from '../components/period-picker.tsx';
import { wordsOf } from '../components/periods.ts';
import { Newest } from './newest.tsx';
import { usePeriod } from './use-period.ts';
import classes from '../components/overview.module.css';

export function OverviewPage() {
  const [period, setPeriod] = usePeriod();
  const { last, before } = wordsOf(period);
  const summary = useQuery(summaryQuery(period));
  return (
    <Page
      title="Overview"
      description={
        <>
          In {last}, compared with {before}
          {summary.data && <Freshness summary={summary.data} />}
        </>
      }
      actions={<PeriodPicker period={period} onChange={setPeriod} />}
    >
      <div className={classes['content']} aria-busy={summary.isPlaceholderData}>
        {summary.error && summary.data && (
          <ErrorNotice
            error={summary.error}
            title="These numbers are not up to date"
            onRetry={() => void summary.refetch()}
          />
        )}
        {summary.error && !summary.data ? (
          <LoadFailure
            error={summary.error}
            title="The overview could not be loaded"
            onRetry={() => void summary.refetch()}
          />
        ) : (
          <Numbers summary={summary.data} period={period} />
        )}
        <Newest />
      </div>
    </Page>
  );
}

function Freshness({ summary }: { readonly summary: StatsSummary }) {
  return (
    <>
      {' · updated '}
      <RelativeTime instant={summary.at} />
    </>
  );
}

interface NumbersProps {
  readonly summary: StatsSummary | undefined;
  readonly period: StatsSummary['period'];
}

function Numbers({ summary, period }: NumbersProps) {
  const series = useQuery(seriesQuery(period));
  const blueprintStats = useQuery(blueprintStatsQuery(period));
  const { data: catalogue } = useQuery(blueprintsQuery);
  const names = useMemo(() => new Map(catalogue?.map(({ id, name }) => [id, name])), [catalogue]);
  const error = series.error ?? blueprintStats.error;
  const isMissing = !series.data || !blueprintStats.data;
  return (
    <>
      {summary ? (
        <Answers summary={summary} series={series.data} blueprints={blueprintStats.data} names={names} />
      ) : (
        <AnswersSkeleton />
      )}
      {error && isMissing && (
        <ErrorNotice
          error={error}
          title="The charts could not be loaded"
          onRetry={() => void Promise.all([series.refetch(), blueprintStats.refetch()])}
        />
      )}
      {summary && isNewInstallation(summary) ? (
        <FirstSteps />
      ) : (
        !(error && isMissing) && (
          <Charts period={period} series={series.data} blueprints={blueprintStats.data} names={names} />
        )
      )}
    </>
  );
}
