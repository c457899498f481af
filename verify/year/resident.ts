import type { Instance } from '@cloudapp/contracts/instance';
import { idempotentRequest } from '../../microservices/provision-instance/src/domain/idempotent-request.ts';
import { BudgetExceededError } from '@cloudapp/machines/application/budget-exceeded-error';
import { askUntilAnswered } from '../histories/asking.ts';
import type { Replica } from '../histories/replica.ts';
import type { Ask } from './asks.ts';
import { checkRefusal } from './budget-check.ts';
import type { Machine } from './machine.ts';
import type { Known } from './people.ts';
import { dayAt } from './wall-clock.ts';
import type { YearWorld } from './year-world.ts';

const minuteMs = 60_000;
/** What nobody waits for any more may still be done for so long. */
const lateEffectsMs = 6 * minuteMs;
/** Replicas hear of other rules within ten seconds. */
const rulesHeardMs = 30_000;
const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p';
/** What is done at once, and leaves an entry in the log each time. */
const leavesEntry = new Set<Ask['what']>(['start', 'stop', 'terminate', 'no-hours']);

type Answer = Instance | object | 'refused' | 'unanswered';

/** Somebody who asks the product for something, one thing after another, and waits for the answer. */
export class Resident {
  readonly known: Known;
  readonly #world: YearWorld;
  #turn: Promise<void> = Promise.resolve();

  constructor(known: Known, world: YearWorld) {
    this.known = known;
    this.#world = world;
  }

  /** Does something when all that was begun before is answered. */
  async inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(act);
    this.#turn = turn;
    await turn;
  }

  get machines(): Machine[] {
    const ended = new Set(['terminating', 'terminated']);
    return [...this.#world.witness.machines.values()].filter(
      ({ ownerId, state }) => ownerId === this.known.id && !ended.has(state),
    );
  }

  actor(now: Date) {
    const { id, email, isAdmin, zone } = this.known;
    const person = { id, name: 'Ada Lovelace', email, address: '203.0.113.7' };
    return { ...person, isAdmin, provenAt: now.toISOString(), timeZone: zone };
  }

  async launch(durationHours: number): Promise<void> {
    const choices = {
      blueprintId: 'history',
      name: 'Box',
      size: 'small',
      durationHours,
      sshPublicKey: publicKey,
    } as const;
    const request = idempotentRequest(this.known.id, this.#world.around.chance.digits(16), choices);
    await this.ask({ what: 'launch', hours: durationHours }, async ({ process, launches }) => {
      const actor = this.actor(process.clock());
      return await launches.launch(actor, actor, choices, request, process.clock());
    });
  }

  /** Asks for something until it is answered; what was answered must have been done. */
  async ask(ask: Ask, send: (replica: Replica) => Promise<object>): Promise<Answer> {
    const { witness, around } = this.#world;
    await around.time.sleep(rulesHeardMs);
    if (this.known.isAway) return 'refused';
    witness.asks.begin(this.known.id, ask);
    const answer = await askUntilAnswered<object>(
      around,
      () => this.#world.replicas,
      (replica) =>
        send(replica).catch((error: unknown) => {
          if (error instanceof BudgetExceededError) this.#refused(ask, error);
          throw error;
        }),
    );
    if (answer === 'unanswered' || around.faults.isOn) await around.time.sleep(lateEffectsMs);
    const isDone = witness.asks.isDone(this.known.id);
    if (typeof answer === 'object' && leavesEntry.has(ask.what) && !isDone)
      witness.find(`${JSON.stringify(ask)} was answered and is in no log`, this.#world.now);
    if (typeof answer === 'object' && !isDone) this.#checkHours(ask);
    return answer;
  }

  #refused(ask: Ask, { beyond }: BudgetExceededError): void {
    const { witness, now } = this.#world;
    const machine = 'machineId' in ask ? witness.machines.get(ask.machineId) : undefined;
    checkRefusal(witness, machine?.ownerId ?? this.known.id, beyond, now);
  }

  /** Who asks for the hours that there are is answered, and nothing is done. */
  #checkHours(ask: Ask): void {
    if (ask.what !== 'hours') return;
    const { witness, now } = this.#world;
    const known = witness.machines.get(ask.machineId)?.hours?.hours;
    if (known === undefined || !areSame(ask.rules, known, now))
      witness.find(`${ask.machineId} was to have other hours, which was answered and is in no log`, now);
  }
}

type Rules = Extract<Ask, { readonly what: 'hours' }>['rules'];

function areSame(wanted: Rules, known: Rules, now: number): boolean {
  const today = dayAt(wanted.zone, now);
  const textOf = ({ zone, windows, daysOff, country }: Rules) =>
    JSON.stringify([zone, windows, daysOff.filter(({ to }) => to >= today), country ?? 'none']);
  return textOf(wanted) === textOf(known);
}
