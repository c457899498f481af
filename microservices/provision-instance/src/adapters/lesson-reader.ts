import type { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { lessonKey, type Lessons } from '@cloudapp/machines/domain/lessons';
import { LRUCache } from 'lru-cache';
import type { LessonSource } from '../application/catalogue.ts';

const keepMs = 60_000;
/** Far more than there are versions of blueprints in use. */
const mostKept = 1000;

/** The lessons of real launches, read at most once a minute for each blueprint; a failure is not kept. */
export class LessonReader implements LessonSource {
  readonly #lessons: LRUCache<string, Lessons>;

  constructor(statistics: StatisticsRepository, clock: () => Date) {
    this.#lessons = new LRUCache({
      max: mostKept,
      ttl: keepMs,
      ttlResolution: 0,
      perf: { now: () => clock().getTime() },
      fetchMethod: async (key) => await statistics.readOne(key),
    });
  }

  async of(blueprintId: string, version: number): Promise<Lessons> {
    return await this.#lessons.forceFetch(lessonKey(blueprintId, version));
  }
}
