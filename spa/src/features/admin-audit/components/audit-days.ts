import type { AuditEvent } from '@cloudapp/contracts/audit';

export interface AuditDay {
  readonly key: string;
  readonly title: string;
  readonly events: readonly AuditEvent[];
}

/** Events, newest first, by the day on which the reader's clock saw them. */
export function groupByDay(events: readonly AuditEvent[], nowMilliseconds: number): AuditDay[] {
  const days = new Map<string, AuditEvent[]>();
  for (const event of events) {
    const key = dayKey(Date.parse(event.at));
    const day = days.get(key);
    if (day) day.push(event);
    else days.set(key, [event]);
  }
  return [...days].map(([key, ofDay]) => ({ key, title: titleOf(key, ofDay[0], nowMilliseconds), events: ofDay }));
}

function dayKey(milliseconds: number): string {
  const date = new Date(milliseconds);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

function titleOf(key: string, event: AuditEvent | undefined, nowMilliseconds: number): string {
  const yesterday = new Date(nowMilliseconds);
  yesterday.setDate(yesterday.getDate() - 1);
  if (key === dayKey(nowMilliseconds)) return 'Today';
  if (key === dayKey(yesterday.getTime())) return 'Yesterday';
  const date = new Date(event?.at ?? nowMilliseconds);
  const isThisYear = date.getFullYear() === new Date(nowMilliseconds).getFullYear();
  return date.toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!isThisYear && { year: 'numeric' }),
  });
}
