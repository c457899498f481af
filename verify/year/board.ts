import type { Item } from '../../local/strict-dynamodb/attribute-value.ts';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { instanceItem } from '@cloudapp/data/instance-record';
import { schedule } from '@cloudapp/machines/domain/schedule';
import type { Seen } from './seen.ts';

/** After this what costs is booked. */
const bookingMs = 3_600_000;
const farMs = 400 * 86_400_000;

interface Due {
  readonly isActive: boolean;
  readonly dueAt: number;
  /** When what it costs is booked, at the latest. */
  readonly bookedAt: number;
}

/**
 * Which runs of the functions' clocks would do something: those in which nothing is due are left out, since they only read. What is due for
 * nothing but booking waits for the next of some runs a day.
 */
export class Board {
  readonly #machines = new Map<string, Due>();
  readonly #mails = new Map<string, number>();
  #hasNews = true;
  #busyUntil = 0;

  machine({ id, attention, dueAt, billedSince }: Seen, item: Item, now: number): void {
    if (attention === undefined) {
      this.#machines.delete(id);
      return;
    }
    const isBooking = dueAt === billedSince + bookingMs;
    this.#machines.set(id, {
      isActive: attention.startsWith('active'),
      bookedAt: dueAt,
      dueAt: isBooking ? dueBesidesBooking(item, now) : dueAt,
    });
  }

  mail(item: Item): void {
    const id = textIn(item, 'noticeId');
    if (item['queue'] === undefined) this.#mails.delete(id);
    else this.#mails.set(id, Date.parse(textIn(item, 'dueAt')));
  }

  /** Something was written of which mails may have to tell. */
  news(): void {
    this.#hasNews = true;
  }

  /** Everything is looked at until then. */
  busy(until: number): void {
    this.#busyUntil = Math.max(this.#busyUntil, until);
  }

  get isMoving(): boolean {
    for (const { isActive } of this.#machines.values()) if (isActive) return true;
    return false;
  }

  areMachinesDue(now: number): boolean {
    if (now < this.#busyUntil) return true;
    for (const { isActive, dueAt } of this.#machines.values()) if (isActive || dueAt <= now) return true;
    return false;
  }

  /** Whether anything is due, be it booking alone. */
  isBookingDue(now: number): boolean {
    return [...this.#machines.values()].some(({ bookedAt }) => bookedAt <= now);
  }

  /** Asked once a run. */
  areMailsDue(now: number): boolean {
    const hasNews = this.#hasNews || now < this.#busyUntil;
    this.#hasNews = false;
    return hasNews || [...this.#mails.values()].some((dueAt) => dueAt <= now);
  }
}

/** When the product itself would look at a machine that needs no booking. Whether it does then is for its stored record to say. */
function dueBesidesBooking(item: Item, now: number): number {
  const record = instanceItem.parse(unmarshall(item as never));
  const unbooked = { ...record, billedSince: new Date(now + farMs).toISOString() };
  return Date.parse(schedule(unbooked, new Date(now)).dueAt ?? '') || Infinity;
}

function textIn(item: Item, name: string): string {
  return (item[name] as { readonly S?: string } | undefined)?.S ?? '';
}
