import { setTimeout as delay } from 'node:timers/promises';
import type { Keeper } from '@cloudapp/machines/application/keeper';
import type { Log } from '@cloudapp/machines/application/ports';

/** How often a replica looks for machines that change by themselves. */
const pauseMs = 1_500;
/**
 * How many it works on at once. Most of the work is waiting for EC2, and one that waits keeps no other from being looked at: a class
 * that launches has hundreds on the move.
 */
const most = 50;

/**
 * Keeps launches and other changes going, those included that another process left half-done. Also runs what requests
 * wake, so that closing waits for all of it.
 */
export class AttentionLoop {
  readonly #keeper: Pick<Keeper, 'work' | 'beginOnDue'>;
  readonly #log: Log;
  readonly #stop = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  #running: Promise<void> | undefined;

  constructor(keeper: Pick<Keeper, 'work' | 'beginOnDue'>, log: Log) {
    this.#keeper = keeper;
    this.#log = log;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Takes a machine that was just written further, without being waited for. */
  readonly wake = (instanceId: string): void => {
    if (this.#stop.signal.aborted) return; // whoever looks next finds it in the table
    this.#follow(this.#keeper.work(instanceId));
  };

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await Promise.allSettled(this.#underWay);
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const free = most - this.#underWay.size;
      if (free > 0) await this.#look(free);
      await delay(pauseMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }

  async #look(free: number): Promise<void> {
    try {
      for (const work of await this.#keeper.beginOnDue(free)) this.#follow(work);
    } catch (error) {
      this.#log.warn({ err: error }, 'could not look for machines that are due');
    }
  }

  #follow(work: Promise<void>): void {
    const followed = work.finally(() => this.#underWay.delete(followed));
    this.#underWay.add(followed);
  }
}
