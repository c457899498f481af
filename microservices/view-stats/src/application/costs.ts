import { costMonths, mostCostMonths, type CostReport, type CostsByMonth } from '@cloudapp/contracts/costs';
import { costsOf, fromMicros } from '@cloudapp/data/counters';
import { monthOf } from '@cloudapp/contracts/months';
import type { SpendRepository } from '@cloudapp/data/spend-repository';
import type { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { costReport, keyOf, sumBy, sumOf, type Costs } from '../domain/cost-report.ts';
import { csvLineOf } from '../domain/csv.ts';
import { dayKeysOf, monthsBefore, monthsFrom } from '../domain/months.ts';

export interface CostParts {
  readonly statistics: Pick<StatisticsRepository, 'read'>;
  readonly spend: Pick<SpendRepository, 'ofMonth'>;
  readonly users: Pick<UserRepository, 'getMany'>;
}

export interface CostQuestion {
  readonly month: string;
  readonly by: CostReport['by'];
}

/** People whose names a file looks up at the same time. */
const peopleAtOnce = 100;

/** What machines cost by month, whose they are and what they are made of. */
export class CostReports {
  readonly #parts: CostParts;

  constructor(parts: CostParts) {
    this.#parts = parts;
  }

  /** What a month cost, by person or blueprint. */
  async report({ month, by }: CostQuestion): Promise<CostReport> {
    const earlier = monthsBefore(month, 1);
    if (by === 'blueprint') {
      const [now, before] = await Promise.all([this.#wholeOf(month), this.#wholeOf(earlier)]);
      return costReport({ month, by, now, before, total: sumOf(now) });
    }
    const [whole, now, before] = await Promise.all([
      this.#wholeOf(month),
      this.#sumsBy(by, month),
      this.#sumsBy(by, earlier),
    ]);
    const report = costReport({ month, by, now, before, total: sumOf(whole) });
    return by === 'person' ? await this.#named(report) : report;
  }

  /** What this month and those before it cost, the oldest first. */
  async byMonth(now: Date): Promise<CostsByMonth> {
    const last = monthOf(now);
    const months = monthsFrom(monthsBefore(last, costMonths - 1), last);
    const costs = await Promise.all(months.map((month) => this.#wholeOf(month)));
    return { months: months.map((month, index) => ({ month, cost: fromMicros(sumOf(costs[index] ?? new Map())) })) };
  }

  /** A line for each month, person, blueprint, group and cost centre. It holds the people of one month at a time. */
  async *csvParts(months: readonly string[]): AsyncGenerator<string> {
    yield csvLineOf([
      ...['month', 'person id', 'person name', 'e-mail', 'blueprint'],
      ...['group', 'cost centre', 'cost in US dollars'],
    ]);
    for (const month of months) {
      const people = [...(await this.#parts.spend.ofMonth(month))].sort((a, b) => (a.ownerId < b.ownerId ? -1 : 1));
      for (let start = 0; start < people.length; start += peopleAtOnce) {
        const some = people.slice(start, start + peopleAtOnce);
        const names = await this.#people(some.map(({ ownerId }) => ownerId));
        yield some
          .flatMap(({ ownerId, parts }) => {
            const person = names.get(ownerId);
            return parts.map(({ blueprintId, group, costCentre, micros }) =>
              csvLineOf([
                ...[month, ownerId, person?.name, person?.email, blueprintId],
                ...[group, costCentre, fromMicros(micros).toFixed(6)],
              ]),
            );
          })
          .join('');
      }
    }
  }

  async #wholeOf(month: string): Promise<Costs> {
    const days = await this.#parts.statistics.read(dayKeysOf(month));
    return [...days.values()].reduce<Map<string, number>>((sum, counters) => added(sum, costsOf(counters)), new Map());
  }

  async #sumsBy(by: keyof typeof keyOf, month: string): Promise<Costs> {
    const people = await this.#parts.spend.ofMonth(month);
    return sumBy(people, keyOf[by]);
  }

  async #named(report: CostReport): Promise<CostReport> {
    const people = await this.#people(report.lines.map(({ id }) => id));
    const lines = report.lines.map((line) => {
      const person = people.get(line.id);
      return { ...line, ...(person && { name: person.name, email: person.email }) };
    });
    return { ...report, lines };
  }

  async #people(ids: readonly string[]) {
    return new Map((await this.#parts.users.getMany(ids)).map((person) => [person.id, person]));
  }
}

/** The months of a file that are given; of more than one file takes, the last ones. */
export function monthsOfFile(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: Date,
): string[] {
  const last = to ?? monthOf(now);
  return monthsFrom(from ?? last, last).slice(-mostCostMonths);
}

function added(sum: Map<string, number>, costs: Costs): Map<string, number> {
  for (const [id, micros] of costs) sum.set(id, (sum.get(id) ?? 0) + micros);
  return sum;
}
