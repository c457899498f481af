/** Ends of an axis and what is marked between, in steps of 1, 2 or 5 times a power of ten: at most five steps. */
export function niceTicks(largest: number, onlyWholeNumbers: boolean): number[] {
  const rough = Math.max(largest, Number.EPSILON) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? rough;
  const step = onlyWholeNumbers ? Math.max(1, nice) : nice;
  const count = Math.max(1, Math.ceil(largest / step - 1e-9));
  // Rounded, for 3 × 0.2 is not 0.6.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
