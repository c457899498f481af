import { Button, Skeleton, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { IconChartHistogram, IconTable } from '../../../components/icons.ts';
import { Section } from '../../../components/section.tsx';
import { ChartLegend } from './chart-legend.tsx';
import { isFlat, type ChartModel } from './chart-model.ts';
import { ChartTable } from './chart-table.tsx';
import classes from './chart-section.module.css';
import palette from './palette.module.css';

interface ChartSectionProps {
  readonly title: string;
  readonly description: string;
  /** Absent while it loads. */
  readonly model: ChartModel | undefined;
  /** What to say when every number is zero. */
  readonly nothing: string;
}

const height = 260;

/** Without the drawing the numbers are still there: a chart that does not arrive gives way to the table. */
const Chart = lazy(() => import('./chart.tsx').catch(() => ({ default: ChartMissing })));

function ChartMissing() {
  return (
    <Text c="dimmed" size="sm" py="xl">
      The chart did not load. The table shows the same numbers.
    </Text>
  );
}

/** A chart with its name, and the table in its place for whoever prefers one. */
export function ChartSection({ title, description, model, nothing }: ChartSectionProps) {
  const [isTable, setTable] = useState(false);
  const shown = model && !isFlat(model) ? model : undefined;
  return (
    <Section
      title={title}
      description={description}
      actions={
        <Toggle
          title={title}
          isTable={isTable}
          isDisabled={!shown}
          onToggle={() => {
            setTable(!isTable);
          }}
        />
      }
    >
      <div className={palette['palette']}>
        <div className={classes['legendLine']}>{shown && <ChartLegend title={title} series={shown.series} />}</div>
        <div className={classes['frame']}>
          {!model && <Skeleton height={height} radius="md" />}
          {model && !shown && (
            <Text c="dimmed" size="sm" className={classes['nothing']}>
              {nothing}
            </Text>
          )}
          {shown && (isTable ? <ChartTable caption={title} model={shown} /> : <Drawing title={title} model={shown} />)}
        </div>
      </div>
    </Section>
  );
}

interface ToggleProps {
  readonly title: string;
  readonly isTable: boolean;
  readonly isDisabled: boolean;
  readonly onToggle: () => void;
}

function Toggle({ title, isTable, isDisabled, onToggle }: ToggleProps) {
  const label = isTable ? 'Chart' : 'Table';
  const Icon = isTable ? IconChartHistogram : IconTable;
  return (
    <Button
      variant="default"
      size="xs"
      flex="none"
      disabled={isDisabled}
      leftSection={<Icon size={15} aria-hidden />}
      aria-label={`Show as ${label.toLowerCase()}: ${title}`}
      onClick={onToggle}
    >
      {label}
    </Button>
  );
}

function Drawing({ title, model }: { readonly title: string; readonly model: ChartModel }) {
  return (
    <div role="img" aria-label={nameOf(title, model)}>
      <Suspense fallback={<Skeleton height={height} radius="md" />}>
        <Chart model={model} height={height} />
      </Suspense>
    </div>
  );
}

/** "Sign-ins, chart: Signed in, Failed; 18 Nov to 24 Nov" */
function nameOf(title: string, { series, rows, shape }: ChartModel): string {
  const labels = series.map(({ label }) => label).join(', ');
  const range = shape === 'lying-bars' ? rows.map(({ label }) => label).join(', ') : rangeOf(rows);
  return `${title}, chart: ${labels}; ${range}`;
}

function rangeOf(rows: ChartModel['rows']): string {
  return `${rows[0]?.label ?? ''} to ${rows.at(-1)?.label ?? ''}`;
}
