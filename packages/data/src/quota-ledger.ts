/** What changes in a month of somebody's ledger, in millionths of a dollar. */
export interface LedgerEntry {
  readonly spent: number;
  readonly planned: number;
}

/** By month, as `2026-11`. */
export type Ledger = Readonly<Record<string, LedgerEntry>>;

/** What is written into somebody's ledger. */
export interface Posting {
  readonly changes: Ledger;
  /** Their budget in millionths of a dollar, of which what is planned more must leave something; undefined where nothing is asked. */
  readonly limit?: number | undefined;
}

const nothing: LedgerEntry = { spent: 0, planned: 0 };

/** Both together, month by month. */
export function addLedgers(a: Ledger, b: Ledger): Ledger {
  const sum: Record<string, LedgerEntry> = { ...a };
  for (const [month, { spent, planned }] of Object.entries(b)) {
    const before = sum[month] ?? nothing;
    sum[month] = { spent: before.spent + spent, planned: before.planned + planned };
  }
  return sum;
}

/** Sums of a quota's item by month. They are attributes of its first level, so that `ADD` changes them whatever they are. */
export function ledgerIn(item: Readonly<Record<string, unknown>>): Ledger {
  const ledger: Record<string, LedgerEntry> = {};
  for (const [name, amount] of Object.entries(item)) {
    const [, kind, month] = /^(planned|spent)-(\d{4}-\d{2})$/.exec(name) ?? [];
    if (month === undefined || typeof amount !== 'number') continue;
    ledger[month] = { ...(ledger[month] ?? nothing), [kind === 'spent' ? 'spent' : 'planned']: amount };
  }
  return ledger;
}

/** The parts of an update that post changes. */
export interface PostingParts {
  /** Of `ADD`; none where nothing changes. */
  readonly adds: readonly string[];
  readonly conditions: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, number>>;
}

/** How an update posts changes; it fails where a month would be planned beyond the limit. */
export function postingParts({ changes, limit }: Posting): PostingParts {
  const amounts = Object.entries(changes).flatMap(([month, { spent, planned }]) => [
    {
      name: `planned-${month}`,
      amount: planned,
      room: limit !== undefined && planned > 0 ? limit - planned : undefined,
    },
    { name: `spent-${month}`, amount: spent, room: undefined },
  ]);
  const parts = amounts.filter(({ amount }) => amount !== 0);
  const limited = parts.flatMap(({ room }, index) => (room === undefined ? [] : [{ index, room }]));
  return {
    adds: parts.map((_, index) => `#l${index} :l${index}`),
    names: Object.fromEntries(parts.map(({ name }, index) => [`#l${index}`, name])),
    values: Object.fromEntries([
      ...parts.map(({ amount }, index) => [`:l${index}`, amount] as const),
      ...limited.map(({ index, room }) => [`:room${index}`, room] as const),
    ]),
    conditions: limited.map(({ index, room }) => {
      const isBelow = `#l${index} <= :room${index}`;
      // What is not there is no more than any room, unless there is none.
      return room < 0 ? isBelow : `(attribute_not_exists(#l${index}) OR ${isBelow})`;
    }),
  };
}

/** The first month that changes would bring beyond a limit, with what is planned in it already; undefined where there is none. */
export function monthBeyond(ledger: Ledger, { changes, limit }: Posting) {
  if (limit === undefined) return undefined;
  return Object.entries(changes)
    .map(([month, { planned: takes }]) => ({ month, takes, planned: ledger[month]?.planned ?? 0, limit }))
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .find(({ takes, planned }) => takes > 0 && planned + takes > limit);
}
