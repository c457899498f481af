import type { StatsSummary } from '@cloudapp/contracts/stats';
import { Section } from '../../../components/section.tsx';
import { formatCost, formatMoney, formatMonthlyPrice } from '../../../lib/format/money.ts';
import { Figure, Figures, MainFigure } from './figure.tsx';
import { wordsOf } from './periods.ts';
import { TrendLine } from './trend-line.tsx';
import classes from './overview.module.css';

/** What the machines cost. */
export function CostCard({ summary: { period, cost, machines } }: { readonly summary: StatsSummary }) {
  const perMachine = machines.total === 0 ? 0 : cost.perHourNow / machines.total;
  return (
    <Section title="Cost">
      <MainFigure
        to="/admin/machines"
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
          to="/admin/machines"
          value={formatCost(cost.period.now)}
          label={`In ${wordsOf(period).last}`}
          trend={<TrendLine {...cost.period} welcome="less" format={formatCost} />}
        />
        <Figure to="/admin/machines" value={formatMoney(perMachine)} label="Per machine and hour" />
      </Figures>
    </Section>
  );
}
