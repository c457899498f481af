import { powerActions } from '@cloudapp/contracts/instance-state';
import type { Instance } from '@cloudapp/contracts/instance';
import { RefusedError } from '../../microservices/provision-instance/src/application/refused-error.ts';
import { idempotentRequest } from '../../microservices/provision-instance/src/domain/idempotent-request.ts';
import { askUntilAnswered } from './asking.ts';
import type { Replica } from './replica.ts';
import type { Surroundings } from './running-process.ts';

/** A wish for a machine, asked again under the same key until it is answered. */
export interface Wish {
  readonly key: string;
  /** Machines that were answered under this key: one, or something is wrong. */
  readonly answered: Set<string>;
}

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p';

/** Somebody who launches machines and does this and that with them, through whichever replica takes the request. */
export class Person {
  readonly id: string;
  readonly wishes: Wish[] = [];
  /** Machines that were to end, and of which that was promised. */
  readonly ended = new Set<string>();
  /** Machines that were shown. */
  readonly #own = new Set<string>();
  readonly #around: Surroundings;
  readonly #replicas: () => readonly Replica[];

  constructor(id: string, around: Surroundings, replicas: () => readonly Replica[]) {
    this.id = id;
    this.#around = around;
    this.#replicas = replicas;
  }

  /** Acts until an instant. */
  async act(until: number): Promise<void> {
    const { time, chance } = this.#around;
    const underWay: Promise<void>[] = [];
    while (time.now() < until) {
      await time.sleep(chance.between(300, 12_000));
      if (time.now() >= until) break;
      const acting = this.#own.size === 0 || chance.happens(0.35) ? this.#launchSome() : this.#do();
      // Some do the next thing before the last one was answered.
      if (chance.happens(0.7)) await acting;
      else underWay.push(acting);
    }
    await Promise.all(underWay);
  }

  /** One machine as a rule; now and then more at the same time than there are places. */
  async #launchSome(): Promise<void> {
    const count = this.#around.chance.happens(0.1) ? 5 : 1;
    await Promise.all(Array.from({ length: count }, () => this.launch()));
  }

  /** Asks for one machine. */
  async launch(): Promise<void> {
    const { chance } = this.#around;
    const wish = this.#newWish();
    const choices = {
      blueprintId: 'history',
      name: 'Box',
      size: 'small',
      durationHours: chance.oneOf([1, 4]),
      sshPublicKey: publicKey,
    } as const;
    const ask = async (replica: Replica) => {
      const now = replica.process.clock();
      const request = idempotentRequest(this.id, wish.key, choices);
      return await replica.launches.launch(this.#owner, this.#actor(now), choices, request, now);
    };
    // A double click, or a page that asks again on another connection.
    await Promise.all([this.#wish(wish, ask), ...(chance.happens(0.2) ? [this.#wish(wish, ask)] : [])]);
  }

  async #do(): Promise<void> {
    const { chance } = this.#around;
    const id = chance.oneOf([...this.#own]);
    const what = chance.oneOf([...powerActions, 'stop', 'start', 'extend', 'retry'] as const);
    if (what === 'retry') {
      await this.#retry(id);
      return;
    }
    const answer = await askUntilAnswered(this.#around, this.#replicas, async ({ process, actions }) => {
      const now = process.clock();
      if (what === 'extend') return await actions.extend(id, chance.oneOf([1, 8]), this.#actor(now), now);
      return await actions.perform(id, what, this.#actor(now), now);
    });
    if (what === 'terminate' && typeof answer !== 'string') this.ended.add(id);
  }

  async #retry(id: string): Promise<void> {
    const wish = this.#newWish();
    await this.#wish(wish, async ({ process, machines, launches }) => {
      const failed = await machines.instances.get(id);
      if (!failed) throw new RefusedError({ code: 'nothing-there' });
      const now = process.clock();
      const retry = { owner: this.#owner, actor: this.#actor(now), size: undefined };
      const request = idempotentRequest(this.id, wish.key, ['retry', id]);
      return await launches.retry(failed, retry, request, now);
    });
  }

  #newWish(): Wish {
    const wish: Wish = { key: this.#around.chance.digits(16), answered: new Set() };
    this.wishes.push(wish);
    return wish;
  }

  async #wish(wish: Wish, ask: (replica: Replica) => Promise<Instance>): Promise<void> {
    const answer = await askUntilAnswered(this.#around, this.#replicas, ask);
    if (typeof answer === 'string') return;
    wish.answered.add(answer.id);
    this.#own.add(answer.id);
  }

  get #owner() {
    return { id: this.id, name: 'Ada Lovelace', email: `${this.id}@example.org` };
  }

  #actor(now: Date) {
    return { ...this.#owner, address: '203.0.113.7', isAdmin: false, provenAt: now.toISOString() };
  }
}
