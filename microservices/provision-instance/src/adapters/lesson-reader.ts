import type { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { lessonKey } from '@cloudapp/machines/domain/lessons';
import type { Lessons } from '../domain/catalogue.ts';

const keepMs = 60_000;

/** The lessons of real launches, read at most once a minute for each blueprint. */
export class LessonReader implements Lessons {
  readonly #statistics: StatisticsRepository;
  readonly #clock: () => Date;
  readonly #kept = new Map<string, { lessons: Promise<Readonly<Record<string, number>>>; until: number }>();

  constructor(statistics: StatisticsRepository, clock: () => Date) {
    this.#statistics = statistics;
    this.#clock = clock;
  }

  async of(blueprintId: string, version: number) {
    const key = lessonKey(blueprintId, version);
    const now = this.#clock().getTime();
    const kept = this.#kept.get(key);
    if (kept && kept.until > now) return await kept.lessons;
    const lessons = this.#statistics.readOne(key);
    this.#kept.set(key, { lessons, until: now + keepMs });
    lessons.catch(() => this.#kept.delete(key));
    return await lessons;
  }
}
