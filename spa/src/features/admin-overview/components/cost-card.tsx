import type { BlueprintStats, StatsSummary } from '@cloudapp/contracts/stats';
import { Link } from 'react-router-dom';
import { Section } from '../../../components/section.tsx';
import { formatCost, formatMoney, formatMonthlyPrice } from '../../../lib/format/money.ts';
import { paths, pathTo } from '../../../lib/paths.ts';
import type { BlueprintNames } from './chart-models.ts';
import { Figure, Figures, MainFigure } from './figure.tsx';
import { wordsOf } from './periods.ts';
import { TrendLine } from './trend-line.tsx';
import classes from './overview.module.css';

interface CostCardProps {
  readonly summary: StatsSummary;
  readonly blueprints: BlueprintStats | undefined;
  readonly names: BlueprintNames;
}

/** The blueprints that cost most; more than two would no longer be a glance. */
function costliest(blueprints: BlueprintStats | undefined): BlueprintStats['items'] {
  const items = blueprints?.items.filter(({ cost }) => cost > 0) ?? [];
  return items.sort((one, other) => other.cost - one.cost).slice(0, 2);
}

/** What the machines cost. */
export function CostCard({ summary: { period, cost, machines }, blueprints, names }: CostCardProps) {
  const perMachine = machines.total === 0 ? 0 : cost.perHourNow / machines.total;
  return (
    <Section title="Cost">
      <MainFigure
        to={paths.fleet}
        value={formatMoney(cost.perHourNow)}
        label="per hour now"
        trend={
          <span className={classes['trend']}>
            {cost.perHourNow === 0 ? 'nothing runs' : formatMonthlyPrice(cost.perHourNow)}
          </span>
        }
      />
      <Figures label="Cost of the period">
        <Figure
          to={paths.costs}
          value={formatCost(cost.period.now)}
          label={`In ${wordsOf(period).last}`}
          trend={<TrendLine {...cost.period} welcome="less" format={formatCost} />}
        />
        <Figure to={paths.fleet} value={formatMoney(perMachine)} label="Per machine and hour" />
        {costliest(blueprints).map(({ blueprintId, cost: ofBlueprint }) => (
          <Figure
            key={blueprintId}
            to={pathTo('fleet', { blueprint: blueprintId })}
            value={formatCost(ofBlueprint)}
            label={`For ${names.get(blueprintId) ?? blueprintId}`}
          />
        ))}
      </Figures>
      <Link to={paths.costs} className={classes['more']}>
        By month and person
      </Link>
    </Section>
  );
}
