import { install, type Clock } from '@sinonjs/fake-timers';
import { syncBuiltinESMExports } from 'node:module';
import { setImmediate as turn } from 'node:timers/promises';

/**
 * Time that passes when it is told to. It stands in for the timers and the random numbers of this process, so that pauses between
 * tries take none of the computer's time and a seed gives the same history each time.
 */
export class VirtualTime {
  readonly #clock: Clock;
  readonly #random = Math.random;
  readonly #begin: number;

  /** @param random stands in for `Math.random` too */
  constructor(begin: Date, random: () => number) {
    this.#begin = begin.getTime();
    this.#clock = install({ now: this.#begin, toFake: ['setTimeout', 'clearTimeout'] });
    syncBuiltinESMExports(); // for those who have imported their timers from node:timers/promises
    Math.random = random;
  }

  /** The instant that it is everywhere where clocks are right. */
  readonly date = (): Date => new Date(this.#clock.now);

  /** Milliseconds since it began. */
  readonly now = (): number => this.#clock.now - this.#begin;

  readonly sleep = async (milliseconds: number): Promise<void> => {
    await new Promise<void>((wake) => setTimeout(wake, milliseconds));
  };

  /** Goes on from timer to timer until work is done; everybody who waits for nothing but a timer gets their turn after each. */
  async run(work: Promise<void>): Promise<void> {
    const state = { isDone: false };
    const done = work.finally(() => {
      state.isDone = true;
    });
    done.catch(() => undefined);
    await turn();
    while (!state.isDone) {
      if (this.#clock.countTimers() === 0) throw new Error('The history waits for something that no timer brings');
      this.#clock.next();
      await turn();
    }
    await done;
  }

  /** Gives the process its own timers and random numbers back. */
  end(): void {
    this.#clock.uninstall();
    syncBuiltinESMExports();
    Math.random = this.#random;
  }
}
