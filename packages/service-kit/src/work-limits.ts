import { unavailable } from './problem-error.ts';

/**
 * Requests that are worked on at once in one process. Answers take some 30 ms as a rule, so that a process never has as many unless
 * what it depends on is slow; then more of them would only wait, and keep what they hold.
 */
export const mostAtOnce = 200;

/** Does a part of a request's work, in what is left of the request's time. @throws ProblemError when it cannot be done now */
export type Work = <T>(part: () => Promise<T>) => Promise<T>;

/** The time that requests go by, in milliseconds. */
export interface Timer {
  readonly now: () => number;
  /** Does something after a while. @returns calls it off */
  readonly after: (milliseconds: number, act: () => void) => () => void;
}

const systemTimer: Timer = {
  now: () => performance.now(),
  // Not `timers/promises`, which would make a signal with its listeners, and an error to call it off, for each part of a request.
  after: (milliseconds, act) => {
    const timeout = setTimeout(act, milliseconds);
    return () => {
      clearTimeout(timeout);
    };
  },
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
    return await new Promise<T>((resolve, reject) => {
      const callOff = this.#timer.after(milliseconds, () => {
        reject(unavailable());
      });
      void done.then(resolve, reject).finally(callOff);
    });
  }
}
