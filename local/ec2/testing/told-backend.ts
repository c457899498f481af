import type { MachineBackend, OnWait } from '../machine-backend.ts';

const done = async (): Promise<void> => Promise.resolve();

/** A backend whose machines boot when the test says so, and not before. */
export class ToldBackend implements MachineBackend {
  readonly kind = 'real';
  readonly hasRoom = () => true;
  readonly stop = done;
  readonly reboot = done;
  readonly recover = done;
  /** What every start fails with, where one is to. */
  startFault: Error | undefined;
  #console = '';
  readonly #booting: { readonly onWait: OnWait; readonly finish: () => void }[] = [];

  async boot(_machine: unknown, onWait: OnWait = () => undefined): Promise<void> {
    await new Promise<void>((resolve) => this.#booting.push({ onWait, finish: resolve }));
  }

  async start(): Promise<void> {
    await (this.startFault === undefined ? done() : Promise.reject(this.startFault));
  }

  async consoleOutput(): Promise<string> {
    return Promise.resolve(this.#console);
  }

  /** What the console of every machine shows now. */
  print(text: string): void {
    this.#console = text;
  }

  async terminate(): Promise<void> {
    this.finishBoots();
    await done();
  }

  async close(): Promise<void> {
    this.finishBoots();
    await done();
  }

  /** Has every machine that boots tell what it waits for. */
  say(sentence: string): void {
    for (const { onWait } of this.#booting) onWait(sentence);
  }

  /** Lets every machine that boots run. */
  finishBoots(): void {
    for (const { finish } of this.#booting.splice(0)) finish();
  }
}
