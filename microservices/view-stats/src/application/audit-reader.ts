import type { AuditAction, AuditEvent } from '@cloudapp/contracts/audit';
import { auditDay } from '@cloudapp/data/audit-item';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import { decodeCursor, encodeCursor, InvalidCursorError } from '@cloudapp/data/cursor';

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
/** Sorts behind every key of a day, so a list that starts there starts with the newest event. */
const endOfDay = '~';
/** Events are kept 400 days; nothing is older. */
const oldestDay = 400;

/** Events that match, newest first. */
export async function readAudit(audit: AuditRepository, query: AuditQuery, now: Date): Promise<AuditPage> {
  const matches = (event: AuditEvent) =>
    (query.action === undefined || event.action === query.action) &&
    (query.actorId === undefined || event.actor?.id === query.actorId) &&
    (query.subjectId === undefined || event.subject?.id === query.subjectId);
  const next = (query.actorId ?? query.subjectId) ? pagesOfOne(audit, query) : pagesOfDays(audit, now);

  const items: AuditEvent[] = [];
  let cursor = query.cursor;
  for (let reads = 0; reads < maxReads; reads++) {
    const page = await next(cursor, query.limit - items.length);
    items.push(...page.items.filter(matches));
    cursor = page.nextCursor;
    if (cursor === undefined || items.length >= query.limit) break;
  }
  return { items, ...(cursor !== undefined && { nextCursor: cursor }) };
}

type NextPage = (cursor: string | undefined, limit: number) => Promise<AuditPage>;

function pagesOfOne(audit: AuditRepository, { actorId, subjectId }: AuditQuery): NextPage {
  return (cursor, limit) =>
    actorId === undefined
      ? audit.listOf('by-subject', subjectId ?? '', { limit, cursor })
      : audit.listOf('by-actor', actorId, { limit, cursor });
}

function pagesOfDays(audit: AuditRepository, now: Date): NextPage {
  return async (cursor, limit) => {
    const start = cursor ?? encodeCursor({ day: auditDay(now), sk: endOfDay }) ?? '';
    const day = decodeCursor(start, ['day', 'sk'])?.['day'] ?? '';
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) throw new InvalidCursorError();
    const page = await audit.listDay(day, { limit, cursor: start });
    return { items: page.items, nextCursor: page.nextCursor ?? dayBefore(day, now) };
  };
}

function dayBefore(day: string, now: Date): string | undefined {
  const earlier = auditDay(new Date(`${day}T00:00:00Z`), 1);
  return earlier < auditDay(now, oldestDay) ? undefined : encodeCursor({ day: earlier, sk: endOfDay });
}
