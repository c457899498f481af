import type { Actor } from '@cloudapp/accounts/domain/audit-entry';
import type { Parts } from './parts.ts';
import { giveRights } from './directory-rights.ts';
import { directoryActor } from './scim-request.ts';

/** People between two looks at whether there are other rules by now. */
const stepSize = 200;

/**
 * Goes through all people of the directory, in the background, and gives them what the rules give them. Whether that is due stands in the
 * settings: after an interruption the next process to start goes on, and more than one at a time do no harm.
 */
export class RightsPass {
  readonly #parts: () => Parts;
  readonly #now: () => Date;
  readonly #onError: (error: unknown) => void;
  #running: Promise<void> = Promise.resolve();

  /** @param parts asked for when it begins, since it is one of them */
  constructor(parts: () => Parts, now: () => Date, onError: (error: unknown) => void) {
    this.#parts = parts;
    this.#now = now;
    this.#onError = onError;
  }

  /** Begins, after what is running already: that may have gone past somebody. */
  start(): void {
    this.#running = this.#running.then(() => this.#run()).catch(this.#onError);
  }

  /** Resolves when nothing is running. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    const parts = this.#parts();
    const { pending } = await parts.directorySettings.rules();
    if (pending.size === 0) return;
    const people = await parts.directory.people();
    const actor: Actor = directoryActor({ clientAddress: '', now: this.#now() });
    for (let start = 0; start < people.length; start += stepSize) {
      const ids = people.slice(start, start + stepSize).map(({ userId }) => userId);
      await giveRights(parts, ids, actor);
    }
    await parts.directorySettings.clearPending(pending);
  }
}
