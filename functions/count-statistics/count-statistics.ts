import type { CountResult, StatisticsCounter } from '@cloudapp/data/statistics-counter';
import { isWithoutRecords } from '@cloudapp/data/stream-records';
import * as z from 'zod';

/** What the stream of the events' table sends; only the ids count, for the events themselves are read where they are. */
const eventsInsertedSchema = z.object({
  Records: z.array(
    z.object({
      eventName: z.literal('INSERT'),
      dynamodb: z.object({ Keys: z.object({ eventId: z.object({ S: z.string() }) }) }),
    }),
  ),
});

export interface CountStatisticsParts {
  readonly counter: Pick<StatisticsCounter, 'count' | 'countAll'>;
  readonly log: { error(details: object, message: string): void };
}

/** Thrown at the end of a run by the clock, so that somebody looks: what nobody can read waits until the code can. */
export class UnreadableEventsError extends Error {
  readonly code = 'unreadable-events';

  constructor(count: number) {
    super(`${count} events of the statistics cannot be read and stay uncounted`);
    this.name = 'UnreadableEventsError';
  }
}

/**
 * Counts the events that the stream tells of; called by the clock, without any, whatever is still waiting. An event that cannot be
 * read keeps no other waiting: the stream goes on, and the clock's runs complain of it.
 * @throws UnreadableEventsError
 */
export async function countStatistics(event: unknown, { counter, log }: CountStatisticsParts): Promise<CountResult> {
  const isByClock = isWithoutRecords(event);
  const result = isByClock ? await counter.countAll() : await counter.count(idsIn(event));
  for (const error of result.unreadable) log.error({ err: error }, 'an event of the statistics cannot be read');
  if (isByClock && result.unreadable.length > 0) throw new UnreadableEventsError(result.unreadable.length);
  return result;
}

function idsIn(event: unknown): string[] {
  return eventsInsertedSchema.parse(event).Records.map(({ dynamodb }) => dynamodb.Keys.eventId.S);
}
