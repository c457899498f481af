import type { Item } from '../../local/strict-dynamodb/attribute-value.ts';
import type { Seen } from './seen.ts';

/** After this what costs is booked. */
const bookingMs = 3_600_000;

interface Due {
  readonly isActive: boolean;
  readonly dueAt: number;
  readonly isBooking: boolean;
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

  machine({ id, attention, dueAt, billedSince, state }: Seen): void {
    if (attention === undefined) this.#machines.delete(id);
    else
      this.#machines.set(id, {
        isActive: attention === 'active',
        dueAt,
        isBooking: false && state !== 'failed' && dueAt === billedSince + bookingMs,
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
    for (const { isActive, dueAt, isBooking } of this.#machines.values()) {
      if (isActive || (!isBooking && dueAt <= now)) return true;
    }
    return false;
  }

  /** Asked once a run. */
  areMailsDue(now: number): boolean {
    const hasNews = this.#hasNews || now < this.#busyUntil;
    this.#hasNews = false;
    return hasNews || [...this.#mails.values()].some((dueAt) => dueAt <= now);
  }
}

function textIn(item: Item, name: string): string {
  return (item[name] as { readonly S?: string } | undefined)?.S ?? '';
}
