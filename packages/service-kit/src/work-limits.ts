import { setTimeout as delay } from 'node:timers/promises';
import { unavailable } from './problem-error.ts';

/**
 * Requests that are worked on at once in one process. Answers take some 30 ms as a rule, so that a process never has as many unless
 * what it depends on is slow; then more of them would only wait, and keep what they hold.
 */
export const mostAtOnce = 200;

/** How long a request may be worked on, in seconds, where its contract says nothing: whoever waits longer should rather come again. */
export const usualAnswerSeconds = 4;

/** Does a part of a request's work, in what is left of the request's time. @throws ProblemError when it cannot be done now */
export type Work = <T>(part: () => Promise<T>) => Promise<T>;

/** The time that requests go by, in milliseconds. */
export interface Timer {
  readonly now: () => number;
  /** Waits, unless it is called off. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

const systemTimer: Timer = {
  now: () => performance.now(),
  wait: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
};

/**
 * Bounds how much is worked on at once, and how long callers wait for it, so that a slow database means quick refusals and neither long
 * queues nor a process that grows (docs/architecture.md, "When DynamoDB is slow"). Work whose time is up may still come to something; it is counted
 * until it ends.
 */
export class WorkLimits {
  readonly #timer: Timer;
  #underWay = 0;

  /** @param timer the system's, but in tests */
  constructor(timer: Timer = systemTimer) {
    this.#timer = timer;
  }

  /** The time of one request, in which its parts are done one after another; what the caller takes between them is not counted. */
  forRequest(seconds: number): Work {
    let leftMs = seconds * 1000;
    return async (part) => {
      const began = this.#timer.now();
      try {
        return await this.#within(leftMs, part);
      } finally {
        leftMs -= this.#timer.now() - began;
      }
    };
  }

  async #within<T>(milliseconds: number, part: () => Promise<T>): Promise<T> {
    if (this.#underWay >= mostAtOnce || milliseconds <= 0) throw unavailable();
    this.#underWay += 1;
    const done = part().finally(() => {
      this.#underWay -= 1;
    });
    const over = new AbortController();
    const timeUp = this.#timer.wait(milliseconds, over.signal).then(() => {
      throw unavailable();
    });
    try {
      return await Promise.race([done, timeUp]);
    } finally {
      over.abort();
      timeUp.catch(() => undefined);
    }
  }
}
