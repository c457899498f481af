import { counter } from '@cloudapp/data/counters';
import type { Database } from '@cloudapp/data/database';
import type { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import type { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { plainSteps, step, transact } from '@cloudapp/data/transaction';
import { parseProvisioningRecord, type ProvisioningRecord } from '@cloudapp/machines/domain/provisioning-record';
import * as z from 'zod';

/** What S3 sends for new objects; of everything in it only the places of the objects count. */
export const objectsCreatedSchema = z.object({
  Records: z.array(
    z.object({
      s3: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
    }),
  ),
});

export interface AnalyseParts {
  readonly database: Database;
  readonly statistics: StatisticsRepository;
  readonly statisticsEvents: StatisticsEventRepository;
  readonly bucket: string;
  /** The text of an object of the bucket. */
  readonly read: (key: string) => Promise<string>;
  readonly now: Date;
}

export interface AnalyseResult {
  readonly counted: number;
  /** Records that an earlier call had counted: S3 may tell of an object more than once. */
  readonly known: number;
}

/** Has new records counted, each once: the mark of the record and the event that is counted are one transaction. */
export async function analyse(event: unknown, parts: AnalyseParts): Promise<AnalyseResult> {
  const { Records: created } = objectsCreatedSchema.parse(event);
  let counted = 0;
  for (const { s3 } of created) {
    if (s3.bucket.name !== parts.bucket) throw new Error(`The bucket ${s3.bucket.name} is not the one of the records`);
    const key = decodeKey(s3.object.key);
    if (await count(parseProvisioningRecord(key, await parts.read(key)), parts)) counted += 1;
  }
  return { counted, known: created.length - counted };
}

async function count({ instance }: ProvisioningRecord, parts: AnalyseParts): Promise<boolean> {
  const { database, statistics, statisticsEvents, now } = parts;
  // By the instant of the request, so that a record that was written late still counts for its own day.
  const counters = { [counter.launches(instance.blueprint.id)]: 1 };
  const steps = [
    step(statistics.onceItem(instance.id, now), 'counted-before'),
    ...plainSteps(...statisticsEvents.items({ counters }, new Date(instance.requestedAt))),
  ];
  const refusal = await transact(database, steps, (reason) => reason);
  return refusal === undefined;
}

/** S3 writes keys in events as forms do: `+` for a space, the rest percent-encoded. */
function decodeKey(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
