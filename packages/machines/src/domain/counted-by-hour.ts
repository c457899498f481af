type Numbers = Readonly<Record<string, number>>;

/** Numbers of an hour that is over. */
export interface EarlierCount {
  /** The end of the time that they count. */
  readonly at: Date;
  readonly counters: Numbers;
}

/** What is to be counted. */
export interface Counts {
  readonly counters: Numbers;
  /** The part of the counters that belongs to hours before this one. */
  readonly earlier: readonly EarlierCount[];
  /** Added to numbers that go up and down. */
  readonly gauges: Numbers;
  /** What this machine teaches about how long steps take. */
  readonly learnt?: { readonly key: string; readonly counters: Numbers } | undefined;
}

const hourMs = 3_600_000;
/** After an outage longer than this, what came before counts for the oldest of these hours: one transaction takes 100 writes. */
const mostHours = 48;

/**
 * The amounts of the hours (UTC) that have ended since an instant, oldest first; what is left is that of the hour of `now`.
 * @param amountUntil what there is from `since` until an instant
 */
export function amountsByHour(since: Date, now: Date, amountUntil: (at: Date) => number) {
  const newest = Math.floor(now.getTime() / hourMs);
  const oldest = Math.max(Math.floor(since.getTime() / hourMs) + 1, newest - mostHours + 1);
  const ends = Array.from({ length: Math.max(0, newest - oldest + 1) }, (_, hour) => (oldest + hour) * hourMs);
  let before = 0;
  return ends.map((end) => {
    const until = amountUntil(new Date(end));
    const amount = until - before;
    before = until;
    return { at: new Date(end - 1), amount };
  });
}

/** What is to be counted of a change, and for when: costs for the hours in which they arose, all else for now. */
export function countsOf({ earlier, counters, gauges, learnt }: Counts, now: Date) {
  const rest: Record<string, number> = { ...counters };
  for (const [name, amount] of earlier.flatMap((count) => Object.entries(count.counters))) {
    rest[name] = (rest[name] ?? 0) - amount;
  }
  const left = Object.fromEntries(Object.entries(rest).filter(([, amount]) => amount !== 0));
  return [
    ...earlier.map((count) => ({ event: { counters: count.counters }, at: count.at })),
    { event: { counters: left, gauges, learnt }, at: now },
  ];
}
