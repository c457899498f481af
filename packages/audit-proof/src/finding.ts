import * as z from 'zod';

/** What can be wrong with a log. */
export const findingKinds = [
  'changed',
  'removed',
  'inserted',
  'reordered',
  'forged-root',
  'unknown-key',
  'missing-root',
  'unreadable',
  'cut-off',
] as const;

export type FindingKind = (typeof findingKinds)[number];

/** One thing that is wrong, and where. */
export const findingSchema = z.object({
  kind: z.enum(findingKinds),
  day: z.string().optional(),
  /** The chain, such as `2026-11-24#07`, and the position in it. */
  chain: z.string().optional(),
  position: z.int().optional(),
  /** The instant and the id of the entry, as its key has them. */
  entry: z.string().optional(),
  /** What is wrong, in a sentence. */
  detail: z.string(),
});

export type Finding = Readonly<z.output<typeof findingSchema>>;

/** One line for people: the name, where, and what. */
export function describeFinding({ kind, day, chain, position, entry, detail }: Finding): string {
  const place = chain === undefined ? day : `${chain} position ${position ?? '?'}`;
  return [kind.toUpperCase(), place, entry, detail].filter((part) => part !== undefined).join('  ');
}
