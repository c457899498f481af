import type { Database } from '../database.ts';
import { StatisticsCounter } from '../statistics-counter.ts';
import { StatisticsRepository } from '../statistics-repository.ts';

/** The statistics once all that happened until now is counted, which a function does in the background. */
export async function countedStatistics(database: Database): Promise<StatisticsRepository> {
  const { unreadable } = await new StatisticsCounter(database).countAll();
  if (unreadable.length > 0) throw new AggregateError(unreadable, 'Some events cannot be read');
  return new StatisticsRepository(database);
}
