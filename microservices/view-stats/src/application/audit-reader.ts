import { auditActions, type AuditAction, type AuditEvent } from '@cloudapp/contracts/audit';
import { isFoundIn } from '@cloudapp/contracts/fold-text';
import { auditDay, auditKeys } from '@cloudapp/data/audit-item';
import { auditCursors, endOfDay, type AuditIndex, type AuditRepository } from '@cloudapp/data/audit-repository';
import { InvalidCursorError } from '@cloudapp/data/cursor';

export interface AuditQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly actorId?: string | undefined;
  readonly subjectId?: string | undefined;
  /** The first instant that counts. */
  readonly from?: string | undefined;
  /** The first that does not count any more. */
  readonly to?: string | undefined;
  /** Words, all of which must be found in the names and the detail of an event (`isFoundIn`). */
  readonly search?: string | undefined;
}

interface AuditPage {
  readonly items: AuditEvent[];
  readonly nextCursor?: string | undefined;
}

/** One request reads at most so many pages of storage; a page with fewer events than asked then carries a cursor on, if there is more. */
const maxReads = 40;
/**
 * After so many days without an event the next day with one is looked up, by a read for each action (0.5 read units each, about 20 in
 * all): more than a few days cost, less than many. One request does so `maxReads / idleDays` times at most.
 */
const idleDays = 7;
/** Events looked at by one read where some are left out: about 5 read units. */
const readSize = 100;
/** Events are kept 400 days; nothing is older. */
const oldestDay = 400;

/** Events that match, newest first. */
export async function readAudit(audit: AuditRepository, query: AuditQuery, now: Date): Promise<AuditPage> {
  const list = listOf(audit, query, now);
  const matches = matcherOf(query, list.answers);

  const items: AuditEvent[] = [];
  let cursor = query.cursor;
  for (let reads = 0; reads < maxReads; reads++) {
    // One more than asked for tells whether there is another page.
    const page = await list.next(cursor, matches ? readSize : query.limit + 1 - items.length);
    items.push(...(matches ? page.items.filter(matches) : page.items));
    cursor = page.nextCursor;
    if (cursor === undefined || items.length > query.limit) break;
  }
  const last = items.length > query.limit ? items[query.limit - 1] : undefined;
  const nextCursor = last ? list.after(last) : cursor && (await list.onward(cursor));
  return { items: items.slice(0, query.limit), ...(nextCursor !== undefined && { nextCursor }) };
}

type KeyFilter = 'actorId' | 'subjectId' | 'action';

/** Whether an event has what the list's own index does not look at; undefined where that is nothing. */
function matcherOf({ action, actorId, subjectId, search }: AuditQuery, answered: KeyFilter | undefined) {
  const conditions: ((event: AuditEvent) => boolean)[] = [];
  if (action !== undefined && answered !== 'action') conditions.push((event) => event.action === action);
  if (actorId !== undefined && answered !== 'actorId') conditions.push((event) => event.actor?.id === actorId);
  if (subjectId !== undefined && answered !== 'subjectId') conditions.push((event) => event.subject?.id === subjectId);
  if (search !== undefined) conditions.push((event) => isFoundIn(search, wordsOf(event)));
  if (conditions.length === 0) return undefined;
  return (event: AuditEvent) => conditions.every((holds) => holds(event));
}

function wordsOf({ actor, subject, detail }: AuditEvent): string[] {
  return [actor?.name, subject?.name, detail].filter((text) => text !== undefined);
}

interface List {
  /** The filter that its index answers. */
  readonly answers: KeyFilter | undefined;
  readonly next: (cursor: string | undefined, limit: number) => Promise<AuditPage>;
  readonly after: (event: AuditEvent) => string;
  /** The cursor of a list that was not read to its end; undefined where nothing follows. */
  readonly onward: (cursor: string) => Promise<string | undefined>;
}

function listOf(audit: AuditRepository, query: AuditQuery, now: Date): List {
  const { actorId, subjectId, action } = query;
  // A person's or a thing's events are fewer than all of an action.
  if (actorId !== undefined) return listOfOne(audit, query, 'by-actor', { name: 'actorId', value: actorId });
  if (subjectId !== undefined) return listOfOne(audit, query, 'by-subject', { name: 'subjectId', value: subjectId });
  if (action !== undefined) return listOfOne(audit, query, 'by-action', { name: 'action', value: action });
  return listOfDays(audit, query, now);
}

function listOfOne(
  audit: AuditRepository,
  query: AuditQuery,
  index: AuditIndex,
  { name, value }: { readonly name: KeyFilter; readonly value: string },
): List {
  const cursors = auditCursors[index].narrowedBy(filterOf(query));
  return {
    answers: name,
    next: (cursor, limit) => audit.listOf(index, value, { limit, cursor, cursors, ...timesOf(query) }),
    after: (event) => cursors.after(auditKeys(event)),
    onward: (cursor) => Promise.resolve(cursor),
  };
}

/** Day after day, backwards, and over long gaps at once. */
function listOfDays(audit: AuditRepository, query: AuditQuery, now: Date): List {
  const cursors = auditCursors.days.narrowedBy(filterOf(query));
  const { from, to } = timesOf(query);
  const newest = auditDay(to === undefined || to > now ? now : new Date(to.getTime() - 1));
  const oldestKept = startOf(auditDay(now, oldestDay));
  const first = from === undefined || from < oldestKept ? oldestKept : from;
  const oldest = auditDay(first);
  const placeOf = (day: string | undefined) =>
    day === undefined || day < oldest ? undefined : cursors.after({ day, sk: endOfDay });
  let idle = 0;
  return {
    answers: undefined,
    next: async (cursor, limit) => {
      const day = cursors.read(cursor)?.day ?? newest;
      if (Number.isNaN(Date.parse(day))) throw new InvalidCursorError();
      const page = await audit.listDay(day, { limit, cursor, cursors, from, to });
      if (page.nextCursor !== undefined) return page;
      idle = page.items.length === 0 ? idle + 1 : 0;
      const earlier = idle < idleDays ? auditDay(startOf(day), 1) : await newestDayBefore(audit, day, first);
      return { items: page.items, nextCursor: placeOf(earlier) };
    },
    after: (event) => cursors.after(auditKeys(event)),
    onward: async (cursor) => {
      const place = cursors.read(cursor);
      if (place?.sk !== endOfDay) return cursor;
      return placeOf(await newestDayBefore(audit, auditDay(startOf(place.day), -1), first));
    },
  };
}

/** The newest day before `day` with an event of `from` or later. */
async function newestDayBefore(audit: AuditRepository, day: string, from: Date): Promise<string | undefined> {
  const to = startOf(day);
  if (to <= from) return undefined;
  const pages = await Promise.all(
    auditActions.map((action) => audit.listOf('by-action', action, { limit: 1, from, to })),
  );
  const days = pages.flatMap(({ items }) => items.map(({ at }) => auditDay(new Date(at))));
  return days.sort().at(-1);
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function timesOf({ from, to }: AuditQuery) {
  return { from: from === undefined ? undefined : new Date(from), to: to === undefined ? undefined : new Date(to) };
}

/** All that narrows the log down, in one order. */
function filterOf({ action, actorId, subjectId, from, to, search }: AuditQuery) {
  return { action, actorId, subjectId, from, to, search };
}
