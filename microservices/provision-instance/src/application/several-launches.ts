import type { Instance } from '@cloudapp/contracts/instance';
import type { SeveralLaunches as Wish } from '@cloudapp/contracts/launch';
import type { Database } from '@cloudapp/data/database';
import type { IdempotencyRepository } from '@cloudapp/data/idempotency-repository';
import { step, transact } from '@cloudapp/data/transaction';
import type { Actor } from '../domain/actor.ts';
import { partOf, type IdempotentRequest } from '../domain/idempotent-request.ts';
import { finalRefusalIn, type FinalRefusal, type RefusedAnswer } from './earlier-answer.ts';
import type { Launches, Owner } from './launches.ts';

interface SeveralParts {
  readonly database: Database;
  readonly idempotency: IdempotencyRepository;
  readonly launches: Pick<Launches, 'launch'>;
}

/** What became of one of several launches. */
export type Outcome =
  | { readonly name: string; readonly machine: Instance; readonly refused?: undefined }
  | { readonly name: string; readonly machine?: undefined; readonly refused: FinalRefusal };

/** Several machines by one request, each launched by itself: those that the quota has no room for are refused, the others are not. */
export class SeveralLaunches {
  readonly #parts: SeveralParts;

  constructor(parts: SeveralParts) {
    this.#parts = parts;
  }

  /**
   * One after the other, so that the first names get what room there is. Each has a key of its own, under which what became of it
   * stands: a request that ended in the middle goes on when it is sent again, and one that did not changes nothing.
   * @throws what is no final refusal of one launch; those before it stay
   */
  async launch(
    owner: Owner,
    actor: Actor,
    { names, ...choices }: Wish,
    request: IdempotentRequest,
    now: Date,
  ): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const [index, name] of names.entries()) {
      const part = partOf(request, index);
      const launch = () => this.#parts.launches.launch(owner, actor, { ...choices, name }, part, now);
      outcomes.push(await this.#outcomeOf(name, launch, part, now));
    }
    return outcomes;
  }

  async #outcomeOf(
    name: string,
    launch: () => Promise<Instance>,
    part: IdempotentRequest,
    now: Date,
  ): Promise<Outcome> {
    const outcome = await settled(name, launch);
    if (!outcome.refused || (await this.#keep({ refused: outcome.refused }, part, now))) return outcome;
    // The same request, sent twice, came to an end there first, perhaps with a machine: that is answered now.
    return await settled(name, launch);
  }

  /** @returns whether nothing was kept for it before */
  async #keep(answer: RefusedAnswer, { key, requestHash }: IdempotentRequest, now: Date): Promise<boolean> {
    const item = this.#parts.idempotency.item(key, { requestHash, answer }, now);
    return (await transact(this.#parts.database, [step(item, 'kept')], () => false)) ?? true;
  }
}

async function settled(name: string, launch: () => Promise<Instance>): Promise<Outcome> {
  try {
    return { name, machine: await launch() };
  } catch (error) {
    const refused = finalRefusalIn(error);
    if (!refused) throw error;
    return { name, refused };
  }
}
