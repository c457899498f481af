import { AreaChart, BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import type { ChartModel } from './chart-model.ts';
import { durationTicks } from './duration-ticks.ts';
import { niceTicks } from './nice-ticks.ts';

interface ChartProps {
  readonly model: ChartModel;
  readonly height: number;
}

/** Refreshes every few seconds must not play the entrance again; the focus stops are the table's; the top mark has room. */
const still = { isAnimationActive: false } as const;
const quiet = { accessibilityLayer: false, margin: { top: 8 } } as const;

/** Draws a model. It stands in a download of its own: the charts weigh more than the page around them. */
export default function Chart({ model, height }: ChartProps) {
  const common = commonProps(model, height);
  if (model.shape === 'stacked-area') {
    return (
      <AreaChart
        {...common}
        type="stacked"
        curveType="linear"
        withDots={false}
        fillOpacity={0.75}
        // The line of a blueprint without machines would lie on the one below it, in the wrong colour.
        strokeWidth={0}
        areaProps={still}
        areaChartProps={quiet}
      />
    );
  }
  const isLying = model.shape === 'lying-bars';
  return (
    <BarChart
      {...common}
      type={model.shape === 'stacked-bars' ? 'stacked' : 'default'}
      orientation={isLying ? 'vertical' : 'horizontal'}
      gridAxis={isLying ? 'y' : 'x'}
      maxBarWidth={isLying ? 14 : 28}
      barProps={still}
      barChartProps={{ ...quiet, barGap: 1, barCategoryGap: '14%' }}
      {...(isLying && lyingAxes(model))}
    />
  );
}

function commonProps(model: ChartModel, height: number) {
  const { rows, series, format, formatTick, onlyWholeNumbers } = model;
  const ticks = niceTicks(tallest(model), onlyWholeNumbers);
  return {
    h: height,
    data: rows.map(({ label, values }) => ({ label, ...values })),
    dataKey: 'label',
    series: series.map(({ id, label, color }) => ({ name: id, label, color })),
    valueFormatter: format,
    tickLine: 'none' as const,
    yAxisProps: { width: 48, ticks, domain: [0, ticks.at(-1) ?? 0] as const, tickFormatter: formatTick },
    xAxisProps: { interval: 'equidistantPreserveStart' as const, minTickGap: 20 },
    tooltipAnimationDuration: 0,
  };
}

/** The largest number that is drawn: of a stack, its height. */
function tallest({ shape, rows, series }: ChartModel): number {
  const isStacked = shape === 'stacked-area' || shape === 'stacked-bars';
  const heights = rows.map(({ values }) => {
    const numbers = series.map(({ id }) => values[id] ?? 0);
    return isStacked ? numbers.reduce((sum, number) => sum + number, 0) : Math.max(...numbers);
  });
  return Math.max(0, ...heights);
}

/** Lying down, the names stand at the left and the values below. */
function lyingAxes(model: ChartModel) {
  const ticks = durationTicks(tallest(model));
  return {
    yAxisProps: { width: 132, interval: 0 as const },
    xAxisProps: { tickFormatter: model.formatTick, minTickGap: 24, ticks, domain: [0, ticks.at(-1) ?? 0] as const },
  };
}
