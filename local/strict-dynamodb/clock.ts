import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

/** The time that a stand-in goes by, in milliseconds. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const realClock: Clock = {
  now: () => performance.now(),
  sleep: async (milliseconds) => {
    if (milliseconds > 0) await pause(milliseconds);
  },
};

/** The computer's clock in slow motion: everything takes so many times as long. */
export function slowClock(times: number): Clock {
  return {
    now: () => realClock.now() / times,
    sleep: (milliseconds) => realClock.sleep(milliseconds * times),
  };
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** As many turns of the event loop as let everything go on that waits for nothing but this clock. */
const turnsToSettle = 20;

/** A clock that stands still until it is told to go on: what takes time on it takes none of the computer's. */
export class SimulatedClock implements Clock {
  #now = 0;
  #sleepers: Sleeper[] = [];

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    await new Promise<void>((wake) => this.#sleepers.push({ until: this.#now + milliseconds, wake }));
  }

  /** Lets everybody go on who can, then moves on, waking whoever sleeps no longer, each at their own time. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (let next = this.#next(); next !== undefined && next <= end; next = this.#next()) await this.#moveTo(next);
    this.#now = end;
  }

  /** Moves on from sleeper to sleeper until the work is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { isDone: false };
    const done = work.finally(() => {
      state.isDone = true;
    });
    done.catch(() => undefined);
    while (!state.isDone) {
      await settle();
      const next = this.#next();
      if (next === undefined) await this.#passOne();
      else await this.#moveTo(next);
    }
    return await done;
  }

  /** A millisecond of the computer's time, which somebody waits for who does not know this clock, is one here too. */
  async #passOne(): Promise<void> {
    await pause(1);
    this.#now += 1;
  }

  #next(): number | undefined {
    return this.#sleepers.reduce<number | undefined>((first, { until }) => Math.min(first ?? until, until), undefined);
  }

  async #moveTo(time: number): Promise<void> {
    this.#now = time;
    const due = this.#sleepers.filter(({ until }) => until <= time);
    this.#sleepers = this.#sleepers.filter(({ until }) => until > time);
    for (const { wake } of due) wake();
    await settle();
  }
}

async function settle(): Promise<void> {
  for (let number = 0; number < turnsToSettle; number++) await turn();
}
