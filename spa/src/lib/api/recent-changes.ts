import type { QueryClient } from '@tanstack/react-query';

interface Identified {
  readonly id: string;
}

interface Change {
  /** What the change answered; nothing, when it ended it. */
  readonly item: Identified | undefined;
  readonly isNew: boolean;
  readonly at: number;
}

type Changes = Readonly<Record<string, Change>>;

/** Kinds of things that lists are read of. */
export type ListedKind = 'machines' | 'sessions' | 'users';

/** Far longer than lists lag behind: the indexes that they are read from follow within a second, but for rare moments. */
const rememberedMs = 10_000;

const keyOf = (kind: ListedKind) => ['recent-changes', kind];

function note(client: QueryClient, kind: ListedKind, id: string, change: Omit<Change, 'at'>): void {
  client.setQueryData<Changes>(keyOf(kind), (before) => ({ ...before, [id]: { ...change, at: Date.now() } }));
}

/** Remembers what was just made. */
export function noteMade(client: QueryClient, kind: ListedKind, item: Identified): void {
  note(client, kind, item.id, { item, isNew: true });
}

/** Remembers what something is after a change. */
export function noteChanged(client: QueryClient, kind: ListedKind, item: Identified): void {
  note(client, kind, item.id, { item, isNew: false });
}

/** Remembers that something was ended. */
export function noteGone(client: QueryClient, kind: ListedKind, id: string): void {
  note(client, kind, id, { item: undefined, isNew: false });
}

interface MergeOptions<T> {
  /** Whether what a change answered is newer than what the list has of the same thing. @default it is */
  readonly isNewer?: (changed: T, listed: T) => boolean;
  /** Whether what was made belongs to the top of the list. */
  readonly takesNew: boolean;
}

/**
 * A list as it was read, with what was changed here a moment ago: what was made is there, what was changed is as the change
 * answered, what was ended does not come back.
 */
export function withRecentChanges<T extends Identified>(
  client: QueryClient,
  kind: ListedKind,
  listed: readonly T[],
  { isNewer = () => true, takesNew }: MergeOptions<T>,
): T[] {
  const since = Date.now() - rememberedMs;
  const changes = Object.entries(client.getQueryData<Changes>(keyOf(kind)) ?? {}).filter(([, { at }]) => at >= since);
  const known = new Map(changes);
  const merged = listed.flatMap((item) => {
    const change = known.get(item.id);
    if (change === undefined) return [item];
    // Whoever notes a change of a kind notes an item of that kind.
    const changed = change.item as T | undefined;
    if (changed === undefined) return [];
    return [isNewer(changed, item) ? changed : item];
  });
  const there = new Set(listed.map(({ id }) => id));
  const made = changes.filter(([id, { isNew }]) => takesNew && isNew && !there.has(id));
  return [...made.map(([, { item }]) => item as T).reverse(), ...merged];
}
