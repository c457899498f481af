export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  /** A colour of the palette, as CSS. */
  readonly color: string;
  /** The list behind the series. */
  readonly to: string;
}

export interface ChartRow {
  readonly key: string;
  /** The hour, the day or the blueprint. */
  readonly label: string;
  /** The list behind the row, if there is one. */
  readonly to?: string | undefined;
  readonly values: Readonly<Record<string, number>>;
}

/** What a chart and its table show alike. */
export interface ChartModel {
  readonly shape: 'stacked-area' | 'bars' | 'stacked-bars' | 'lying-bars';
  /** What the rows are, as the head of the table's first column. */
  readonly rowTitle: string;
  readonly series: readonly ChartSeries[];
  readonly rows: readonly ChartRow[];
  readonly format: (value: number) => string;
  /** Shorter, for an axis. */
  readonly formatTick: (value: number) => string;
  readonly onlyWholeNumbers: boolean;
}

export function isFlat({ rows, series }: Pick<ChartModel, 'rows' | 'series'>): boolean {
  return rows.every(({ values }) => series.every(({ id }) => (values[id] ?? 0) === 0));
}
