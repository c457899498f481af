/** How long machines may run at most, in hours from now, each time somebody says for how long. Free of zod, so that the pages can load it alone. */
export interface LongestHours {
  readonly longestHours: { readonly user: number; readonly admin: number };
  /** Of single blueprints, by id. */
  readonly longestHoursOf: Readonly<Record<string, number>>;
}

/** For how many hours somebody may let a machine of a blueprint run: the lesser of what role and blueprint allow. */
export function longestHoursFor(rules: LongestHours, role: 'user' | 'admin', blueprintId: string): number {
  return Math.min(rules.longestHours[role], rules.longestHoursOf[blueprintId] ?? Infinity);
}
