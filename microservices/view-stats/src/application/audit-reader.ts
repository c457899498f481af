import type { AuditAction, AuditEvent } from '@cloudapp/contracts/audit';
import { auditDay, auditKeys } from '@cloudapp/data/audit-item';
import { auditCursors, endOfDay, type AuditRepository } from '@cloudapp/data/audit-repository';
import { InvalidCursorError } from '@cloudapp/data/cursor';

export interface AuditQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly actorId?: string | undefined;
  readonly subjectId?: string | undefined;
}

interface AuditPage {
  readonly items: AuditEvent[];
  readonly nextCursor?: string | undefined;
}

/** One request reads at most so many pages of storage; a page with fewer events than asked then carries a cursor on. */
const maxReads = 40;
/** Events are kept 400 days; nothing is older. */
const oldestDay = 400;

/** Events that match, newest first. */
export async function readAudit(audit: AuditRepository, query: AuditQuery, now: Date): Promise<AuditPage> {
  const matches = (event: AuditEvent) =>
    (query.action === undefined || event.action === query.action) &&
    (query.actorId === undefined || event.actor?.id === query.actorId) &&
    (query.subjectId === undefined || event.subject?.id === query.subjectId);
  const list = listOf(audit, query, now);

  const items: AuditEvent[] = [];
  let cursor = query.cursor;
  for (let reads = 0; reads < maxReads; reads++) {
    // One more than asked for tells whether there is another page.
    const page = await list.next(cursor, query.limit + 1 - items.length);
    items.push(...page.items.filter(matches));
    cursor = page.nextCursor;
    if (cursor === undefined || items.length > query.limit) break;
  }
  const last = items.length > query.limit ? items[query.limit - 1] : undefined;
  const nextCursor = last ? list.after(last) : cursor;
  return { items: items.slice(0, query.limit), ...(nextCursor !== undefined && { nextCursor }) };
}

interface List {
  readonly next: (cursor: string | undefined, limit: number) => Promise<AuditPage>;
  readonly after: (event: AuditEvent) => string;
}

function listOf(audit: AuditRepository, { actorId, subjectId }: AuditQuery, now: Date): List {
  if (actorId !== undefined) return listOfOne(audit, 'by-actor', actorId);
  if (subjectId !== undefined) return listOfOne(audit, 'by-subject', subjectId);
  return { next: pagesOfDays(audit, now), after: (event) => auditCursors.days.after(auditKeys(event)) };
}

function listOfOne(audit: AuditRepository, index: 'by-actor' | 'by-subject', id: string): List {
  return {
    next: (cursor, limit) => audit.listOf(index, id, { limit, cursor }),
    after: (event) => auditCursors[index].after(auditKeys(event)),
  };
}

function pagesOfDays(audit: AuditRepository, now: Date): List['next'] {
  return async (cursor, limit) => {
    const day = auditCursors.days.read(cursor)?.day ?? auditDay(now);
    if (Number.isNaN(Date.parse(day))) throw new InvalidCursorError();
    const page = await audit.listDay(day, { limit, cursor });
    return { items: page.items, nextCursor: page.nextCursor ?? dayBefore(day, now) };
  };
}

function dayBefore(day: string, now: Date): string | undefined {
  const earlier = auditDay(new Date(`${day}T00:00:00Z`), 1);
  return earlier < auditDay(now, oldestDay) ? undefined : auditCursors.days.after({ day: earlier, sk: endOfDay });
}
