import { setTimeout as delay } from 'node:timers/promises';
import type { Keeper } from '@cloudapp/machines/application/keeper';
import type { Log } from '@cloudapp/machines/application/ports';

/** How often a replica looks for machines that change by themselves, and how many it takes at once. */
const pauseMs = 1_500;
const batch = 10;

/**
 * Keeps launches and other changes going, those included that another process left half-done. Also runs what requests
 * wake, so that closing waits for all of it.
 */
export class AttentionLoop {
  readonly #keeper: Keeper;
  readonly #log: Log;
  readonly #stop = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  #running: Promise<void> | undefined;

  constructor(keeper: Keeper, log: Log) {
    this.#keeper = keeper;
    this.#log = log;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Takes a machine that was just written further, without being waited for. */
  readonly wake = (instanceId: string): void => {
    if (this.#stop.signal.aborted) return; // whoever looks next finds it in the table
    const work = this.#keeper.work(instanceId).finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  };

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await Promise.allSettled(this.#underWay);
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const taken = await this.#look();
      // A full batch means that more are waiting.
      if (taken < batch) await delay(pauseMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }

  async #look(): Promise<number> {
    try {
      return await this.#keeper.workOnDue(batch);
    } catch (error) {
      this.#log.warn({ err: error }, 'could not look for machines that are due');
      return 0;
    }
  }
}
