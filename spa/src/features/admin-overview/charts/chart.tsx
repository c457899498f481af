import { AreaChart, BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import type { ChartModel } from '../components/chart-model.ts';
import { durationTicks } from '../components/duration-ticks.ts';

interface ChartProps {
  readonly model: ChartModel;
  readonly height: number;
}

/** Refreshes every few seconds must not play the entrance again; the focus stops are the table's. */
const still = { isAnimationActive: false } as const;
const quiet = { accessibilityLayer: false } as const;

/** Draws a model. It stands in a download of its own: the charts weigh more than the page around them. */
export default function Chart({ model, height }: ChartProps) {
  const common = commonProps(model, height);
  if (model.shape === 'stacked-area') {
    return (
      <AreaChart
        {...common}
        type="stacked"
        curveType="monotone"
        withDots={false}
        fillOpacity={0.32}
        strokeWidth={1.5}
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

function commonProps({ rows, series, format, formatTick, onlyWholeNumbers }: ChartModel, height: number) {
  return {
    h: height,
    data: rows.map(({ label, values }) => ({ label, ...values })),
    dataKey: 'label',
    series: series.map(({ id, label, color }) => ({ name: id, label, color })),
    valueFormatter: format,
    tickLine: 'none' as const,
    yAxisProps: { width: 56, allowDecimals: !onlyWholeNumbers, tickFormatter: formatTick },
    xAxisProps: { minTickGap: 24 },
    tooltipAnimationDuration: 0,
  };
}

/** Lying down, the names stand at the left and the values below. */
function lyingAxes({ formatTick, rows, series }: ChartModel) {
  const ticks = durationTicks(Math.max(...rows.flatMap(({ values }) => series.map(({ id }) => values[id] ?? 0))));
  return {
    yAxisProps: { width: 132, interval: 0 as const },
    xAxisProps: { tickFormatter: formatTick, minTickGap: 24, ticks, domain: [0, ticks.at(-1) ?? 0] as const },
  };
}
