import type { BlueprintStats, StatsSeries } from '@cloudapp/contracts/stats';
import { formatCost, formatMoney } from '../../../lib/format/money.ts';
import { formatNumber } from '../../../lib/format/size.ts';
import { formatDay, formatZone } from '../../../lib/format/day.ts';
import { formatClock, formatDuration } from '../../../lib/format/time.ts';
import { paths, pathTo } from '../../../lib/paths.ts';
import type { ChartModel, ChartRow, ChartSeries } from './chart-model.ts';
import { badColor, goodColor, otherColor, paletteColor, paletteSize } from './palette.ts';

type Point = StatsSeries['points'][number];

/** Blueprints' names by their ids, in the order of the catalogue. */
export type BlueprintNames = ReadonlyMap<string, string>;

const counts = { format: formatNumber, formatTick: formatNumber, onlyWholeNumbers: true } as const;

function overTime({ bucket, points }: StatsSeries, valuesOf: (point: Point) => ChartRow['values']) {
  return {
    // Days are counted as they pass in UTC; an hour is an hour everywhere, and is told in the reader's zone.
    rowTitle: bucket === 'hour' ? `Hour (${formatZone(points[0]?.at)})` : 'Day (UTC)',
    rows: points.map((point) => ({
      key: point.at,
      label: bucket === 'hour' ? formatClock(point.at) : formatDay(point.at),
      values: valuesOf(point),
    })),
  };
}

/** The ids that had machines: the catalogue's order, then those that left it, so that a colour stays with a blueprint. */
function blueprintsIn(points: readonly Point[], names: BlueprintNames): string[] {
  const seen = new Set(points.flatMap(({ machines }) => Object.keys(machines).filter((id) => (machines[id] ?? 0) > 0)));
  const gone = [...seen].filter((id) => !names.has(id)).sort();
  return [...names.keys(), ...gone].filter((id) => seen.has(id));
}

function seriesOfBlueprint(id: string, names: BlueprintNames): ChartSeries {
  const place = [...names.keys()].indexOf(id);
  return {
    id,
    label: names.get(id) ?? id,
    color: place === -1 ? otherColor : paletteColor(place),
    to: pathTo('fleet', { blueprint: id }),
  };
}

/** More blueprints than colours are told apart by nobody: the rest becomes one. */
export function machinesModel(series: StatsSeries, names: BlueprintNames): ChartModel {
  const ids = blueprintsIn(series.points, names);
  const apart = ids.length > paletteSize ? ids.slice(0, paletteSize - 1) : ids;
  const rest = ids.slice(apart.length);
  const shown = apart.map((id) => seriesOfBlueprint(id, names));
  return {
    shape: 'stacked-area',
    ...overTime(series, ({ machines }) => ({
      ...Object.fromEntries(apart.map((id) => [id, machines[id] ?? 0])),
      ...(rest.length > 0 && { other: rest.reduce((sum, id) => sum + (machines[id] ?? 0), 0) }),
    })),
    series: rest.length > 0 ? [...shown, { id: 'other', label: 'Others', color: otherColor, to: paths.fleet }] : shown,
    ...counts,
  };
}

export function launchesModel(series: StatsSeries): ChartModel {
  return {
    shape: 'stacked-bars',
    ...overTime(series, ({ ready, failures }) => ({ ready, failures })),
    series: [
      { id: 'ready', label: 'Got ready', color: goodColor, to: pathTo('audit', { action: 'machine-ready' }) },
      { id: 'failures', label: 'Failed', color: badColor, to: pathTo('audit', { action: 'machine-failed' }) },
    ],
    ...counts,
  };
}

export function signInsModel(series: StatsSeries): ChartModel {
  return {
    shape: 'stacked-bars',
    ...overTime(series, ({ signIns, failedSignIns }) => ({ signIns, failedSignIns })),
    series: [
      { id: 'signIns', label: 'Signed in', color: goodColor, to: pathTo('audit', { action: 'sign-in' }) },
      { id: 'failedSignIns', label: 'Failed', color: badColor, to: pathTo('audit', { action: 'sign-in-failed' }) },
    ],
    ...counts,
  };
}

export function costModel(series: StatsSeries): ChartModel {
  return {
    shape: 'bars',
    ...overTime(series, ({ cost }) => ({ cost })),
    series: [{ id: 'cost', label: 'Cost', color: paletteColor(1), to: paths.fleet }],
    format: formatCost,
    formatTick: formatMoney,
    onlyWholeNumbers: false,
  };
}

export function timeToReadyModel({ items }: BlueprintStats, names: BlueprintNames): ChartModel {
  return {
    shape: 'lying-bars',
    rowTitle: 'Blueprint',
    rows: items.flatMap(({ blueprintId, secondsToReady }) =>
      secondsToReady
        ? {
            key: blueprintId,
            label: names.get(blueprintId) ?? blueprintId,
            to: pathTo('fleet', { blueprint: blueprintId }),
            values: secondsToReady,
          }
        : [],
    ),
    series: [
      {
        id: 'p50',
        label: 'Half within (p50)',
        color: paletteColor(0),
        to: pathTo('audit', { action: 'machine-ready' }),
      },
      {
        id: 'p95',
        label: '95 % within (p95)',
        color: paletteColor(2),
        to: pathTo('audit', { action: 'machine-ready' }),
      },
    ],
    format: formatDuration,
    formatTick: (seconds) => (seconds >= 120 ? `${Math.round(seconds / 6) / 10} min` : `${seconds} s`),
    onlyWholeNumbers: false,
  };
}
