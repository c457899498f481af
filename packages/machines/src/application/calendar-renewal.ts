import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { CalendarFileError } from '../domain/calendar-file-error.ts';
import type { Change } from '../domain/change.ts';
import { keepingClaim } from '../domain/claim.ts';
import { calendarToFetch } from '../domain/hours.ts';
import { calendarFetched, calendarLost } from '../domain/hours-moves.ts';
import { dayIn } from '../domain/wall-time.ts';
import type { CalendarSource, Log } from './ports.ts';
import { readDaysOff } from './read-days-off.ts';
import type { MachineWriter } from './writer.ts';

export interface CalendarRenewalParts {
  readonly writer: Pick<MachineWriter, 'update'>;
  readonly calendars: CalendarSource;
  readonly clock: () => Date;
  readonly log: Log;
}

/** Addresses that are asked at the same time. */
const atOnce = 8;
/** Addresses of one owner in a run: slow ones of theirs keep nobody else's waiting. */
const mostOfOwner = 2;

type Read = Awaited<ReturnType<CalendarSource['read']>>;

/**
 * Fetches the calendars that machines follow, once a day. Machines are noted as they are looked at, which those at rest are each hour; what a
 * run leaves is noted again. An address that several machines follow is asked once.
 */
export class CalendarRenewal {
  readonly #parts: CalendarRenewalParts;
  #noted = new Map<string, InstanceRecord[]>();

  constructor(parts: CalendarRenewalParts) {
    this.#parts = parts;
  }

  /** Has the calendar of a machine fetched by the next run if it is due. */
  note(record: InstanceRecord, now: Date): void {
    const address = calendarToFetch(record, now);
    if (address !== undefined) this.#noted.set(address, [...(this.#noted.get(address) ?? []), record]);
  }

  /**
   * Fetches what was noted; what was begun is finished.
   * @param hasTime whether another address may be begun
   * @returns how many machines were written
   */
  async run(hasTime: () => boolean): Promise<number> {
    const waiting = fairly(this.#noted);
    this.#noted = new Map();
    let written = 0;
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined && hasTime(); next = waiting.shift()) {
        const [address, records] = next;
        const read = await this.#parts.calendars.read(address);
        for (const record of records) if (await this.#renew(record, address, read)) written += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return written;
  }

  async #renew({ instanceId, hours }: InstanceRecord, address: string, read: Read): Promise<boolean> {
    const { writer, clock, log } = this.#parts;
    try {
      const now = clock();
      const decide = await renewal(read, address, dayIn(hours?.zone ?? 'UTC', now.getTime()));
      let hasChanged = false;
      await writer.update(instanceId, now, (current) => {
        const change = calendarToFetch(current, now) === address ? decide(current, now) : undefined;
        hasChanged = change !== undefined;
        return change && keepingClaim(change, current, now);
      });
      return hasChanged;
    } catch (err) {
      log.warn({ err, instanceId }, 'the calendar of a machine could not be renewed for now');
      return false;
    }
  }
}

/** What becomes of a machine that follows an address by what that gave. */
async function renewal(
  read: Read,
  address: string,
  today: string,
): Promise<(current: InstanceRecord, now: Date) => Change | undefined> {
  if ('fault' in read) return (current, now) => calendarLost(current, now, read.fault);
  try {
    const days = await readDaysOff(read.bytes, new URL(address).host, today);
    return (current, now) => calendarFetched(current, now, address, days);
  } catch (error) {
    if (!(error instanceof CalendarFileError)) throw error;
    return (current, now) => calendarLost(current, now, `It ${error.message}`);
  }
}

/** Addresses with the machines that follow them, a few of each owner. */
function fairly(noted: ReadonlyMap<string, readonly InstanceRecord[]>): [string, readonly InstanceRecord[]][] {
  const counts = new Map<string, number>();
  return [...noted].filter(([, records]) => {
    const owner = records[0]?.owner.id ?? '';
    const count = (counts.get(owner) ?? 0) + 1;
    counts.set(owner, count);
    return count <= mostOfOwner;
  });
}
