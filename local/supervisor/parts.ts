import type { Child } from './child.ts';

type Stop = () => Promise<unknown>;

/** Everything that was started, stopped in the opposite order: what others lean on goes last. */
export class Parts {
  readonly #stops: { name: string; stop: Stop }[] = [];
  #stopping: Promise<void> | undefined;
  readonly #onCrash: (sentence: string) => void;

  constructor(onCrash: (sentence: string) => void) {
    this.#onCrash = onCrash;
  }

  get isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  add(name: string, stop: Stop): void {
    this.#stops.push({ name, stop });
    if (this.isStopping) void stop(); // it came up while everything else went down
  }

  addChild(child: Child, logFile: string): void {
    this.add(child.name, child.stop);
    void child.exited.then(({ code, signal, unexpected }) => {
      if (!unexpected || this.isStopping) return;
      const how = signal === null ? `with exit code ${String(code)}` : `by ${signal}`;
      this.#onCrash(`${child.name} ended unexpectedly ${how}; its last words are in ${logFile}.`);
    });
  }

  async stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    await this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const { name, stop } of this.#stops.toReversed()) {
      await stop().catch((error: unknown) => {
        console.error(`${name} did not stop in order:`, error);
      });
    }
  }
}
