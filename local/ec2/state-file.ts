import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomAddressNumber } from './address.ts';
import type { Instance } from './instance.ts';

interface LaunchToken {
  /** Hash of the launch's parameters: the same token with others is refused. */
  fingerprint: string;
  instanceId: string;
  usedAt: string;
}

export interface EndpointState {
  /** Counts up; an address is given once in a state's life, so that a late packet never reaches another machine. */
  nextAddress: number;
  instances: Record<string, Instance>;
  tokens: Record<string, LaunchToken>;
}

/** The endpoint's memory, in one file that is replaced whole: after a crash it is the old or the new state, never half of one. */
export class StateFile {
  readonly state: EndpointState;
  readonly #path: string;
  #writing: Promise<void> = Promise.resolve();
  #pending: Promise<void> | undefined;

  private constructor(path: string, state: EndpointState) {
    this.#path = path;
    this.state = state;
  }

  static async open(path: string): Promise<StateFile> {
    const empty: EndpointState = { nextAddress: randomAddressNumber(), instances: {}, tokens: {} };
    const state = existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as EndpointState) : empty;
    for (const instance of Object.values(state.instances)) bringUp(instance);
    return new StateFile(path, state);
  }

  /** Resolves when everything changed until now is on the disk; many callers share one write. */
  async save(): Promise<void> {
    this.#pending ??= this.#writing.then(async () => {
      this.#pending = undefined;
      await this.#write();
    });
    this.#writing = this.#pending.catch(() => undefined);
    await this.#pending;
  }

  async #write(): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const temporary = `${this.#path}.new`;
    await writeFile(temporary, JSON.stringify(this.state), { mode: 0o600 });
    await rename(temporary, this.#path);
  }
}

/** Instances had one address once, by which they were reached and which was all that they knew. */
function bringUp(instance: Instance & { address?: string }): void {
  if (instance.address === undefined) return;
  instance.privateAddress = instance.address;
  instance.publicAddress = instance.state === 'stopped' ? undefined : instance.address;
  instance.hasPublicAddress = true;
  delete instance.address;
}
