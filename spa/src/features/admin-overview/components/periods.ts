import type { Period } from '@cloudapp/contracts/stats';

interface PeriodWords {
  readonly value: Period;
  readonly label: string;
  readonly last: string;
  readonly before: string;
}

export const periods: readonly PeriodWords[] = [
  { value: '24h', label: '24 h', last: 'the last 24 hours', before: 'the 24 hours before' },
  { value: '7d', label: '7 d', last: 'the last 7 days', before: 'the 7 days before' },
  { value: '30d', label: '30 d', last: 'the last 30 days', before: 'the 30 days before' },
  { value: '90d', label: '90 d', last: 'the last 90 days', before: 'the 90 days before' },
];

export const defaultPeriod: Period = '7d';

export function isPeriod(text: string | null): text is Period {
  return periods.some(({ value }) => value === text);
}

export function wordsOf(period: Period): PeriodWords {
  const words = periods.find(({ value }) => value === period);
  if (!words) throw new RangeError(`Unknown period ${period}`);
  return words;
}
