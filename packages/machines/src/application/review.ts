import type { DueInstance, InstanceRecord } from '@cloudapp/data/instance-record';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import { passing } from '../domain/facts.ts';
import { nextStep } from '../domain/next-step.ts';
import type { Observed } from '../domain/observed.ts';
import { isUnannounced, schedule } from '../domain/schedule.ts';
import type { Rules } from '../domain/rules.ts';
import type { StopOrder } from '../domain/stop-order.ts';
import type { BudgetWatch } from './budget-watch.ts';
import type { CalendarRenewal } from './calendar-renewal.ts';
import type { Keeper } from './keeper.ts';
import type { Log } from './ports.ts';
import type { MachineWriter } from './writer.ts';

export interface ReviewParts {
  readonly instances: InstanceRepository;
  readonly writer: MachineWriter;
  readonly watch: Pick<BudgetWatch, 'look' | 'spentOf'>;
  readonly keeper: Pick<Keeper, 'take'>;
  readonly calendars: Pick<CalendarRenewal, 'note'>;
  readonly clock: () => Date;
  readonly log: Log;
}

/** What is known of all machines at once, so that nobody has to ask for each. */
export interface Knowledge {
  /** What EC2 said of each of its instances. */
  readonly observations: ReadonlyMap<string, Observed>;
  /** When EC2 was asked: it says nothing of what became of a machine since. */
  readonly askedAt: Date;
  /** The orders that stand for the machines of an owner. */
  readonly orders: ReadonlyMap<string, StopOrder>;
  /** Days that machines are kept while they are off; undefined for ever. */
  readonly keptDays: number | undefined;
}

/** What is known of some machines' owners besides; undefined where it is not known whose budget is spent. */
interface Known extends Knowledge {
  readonly spent: ReadonlySet<string> | undefined;
}

/** So many machines are read by one call, and written at the same time. */
const batch = 100;

/**
 * Looks at machines that rest, many at once. Of most nothing is to be done but to book what they cost: that is one write, made on
 * condition that nobody was faster. Where there is more to do the keeper takes the machine.
 */
export class Review {
  readonly #parts: ReviewParts;

  constructor(parts: ReviewParts) {
    this.#parts = parts;
  }

  /**
   * Looks at machines that were due when EC2 was asked: with many there is always one more that has just become so.
   * @returns how many were written; 0 when there is nothing to do
   */
  async workOnDue(limit: number, knowledge: Knowledge): Promise<number> {
    const due = await this.#parts.instances.listDue('settled', knowledge.askedAt, limit);
    return await this.work(
      due.map(({ instanceId }) => instanceId),
      knowledge,
    );
  }

  /**
   * Looks at machines as they are stored at this instant, due or not. What goes wrong with one is tried again by the next run.
   * @returns how many were written
   */
  async work(instanceIds: readonly string[], knowledge: Knowledge): Promise<number> {
    let written = 0;
    for (let start = 0; start < instanceIds.length; start += batch) {
      const ids = instanceIds.slice(start, start + batch);
      // One that cannot be read keeps no other waiting.
      const records = await this.#parts.instances.getReadable(ids, (id, error) => {
        this.#warn(id)(error);
      });
      const spent = await this.#spentOf(records);
      const looks = await Promise.all(byOwner(records).map((own) => this.#lookAtEach(own, { ...knowledge, spent })));
      written += looks.reduce((sum, count) => sum + count, 0);
    }
    return written;
  }

  /** Whose budget is spent; nobody's where that cannot be read, so that machines are looked at all the same. */
  async #spentOf(records: readonly InstanceRecord[]): Promise<ReadonlySet<string> | undefined> {
    const running = records.filter(({ state }) => state === 'ready' || state === 'failed');
    const ids = [...new Set(running.map(({ owner }) => owner.id))];
    if (ids.length === 0) return undefined;
    try {
      return await this.#parts.watch.spentOf(ids, this.#parts.clock());
    } catch (err) {
      this.#parts.log.warn({ err }, 'whose budget is spent could not be read for now');
      return undefined;
    }
  }

  /** One after the other: all of them post to one ledger. */
  async #lookAtEach(records: readonly InstanceRecord[], knowledge: Known): Promise<number> {
    let written = 0;
    for (const record of records) if (await this.#look(record, knowledge)) written += 1;
    return written;
  }

  async #look(record: InstanceRecord, knowledge: Known): Promise<boolean> {
    const { instanceId, dueAt } = record;
    // Nobody is to look at it any more.
    if (dueAt === undefined) return false;
    return (await this.#decide(record, { instanceId, dueAt }, knowledge).catch(this.#warn(instanceId))) ?? false;
  }

  async #decide(record: InstanceRecord, due: DueInstance, knowledge: Known) {
    const { observations, askedAt } = knowledge;
    const { keeper, writer, watch, calendars, clock } = this.#parts;
    calendars.note(record, clock());
    const observed = observations.get(passing(record).ec2InstanceId ?? '');
    const isKnown = observed !== undefined && Date.parse(record.stateChangedAt) < askedAt.getTime();
    if (!isKnown || isUnannounced(record)) return await keeper.take(due);
    const now = clock();
    const step = nextStep(record, observed, now, rulesFor(record, knowledge));
    if (step.do === 'wait') return await this.#putOff(record, due, now);
    // What moves a machine into another state is decided with a claim on it, step by step.
    const isRevision = step.do === 'change' && step.change.next.state === record.state;
    if (!isRevision) return await keeper.take(due, observations);
    const isWritten = await writer.write(step.change, now);
    if (isWritten) await watch.look(record.owner, now);
    return isWritten;
  }

  async #putOff(record: InstanceRecord, due: DueInstance, now: Date): Promise<boolean> {
    const { dueAt } = schedule(record, now);
    if (due.dueAt > now.toISOString() || dueAt === undefined) return false;
    return await this.#parts.instances.claim(due, new Date(dueAt));
  }

  #warn(instanceId: string) {
    return (err: unknown): undefined => {
      this.#parts.log.warn({ err, instanceId }, 'a machine could not be looked at for now');
    };
  }
}

/** Machines of each owner, in the order in which they came. */
function byOwner(records: readonly InstanceRecord[]): InstanceRecord[][] {
  const groups = new Map<string, InstanceRecord[]>();
  for (const record of records) {
    const group = groups.get(record.owner.id);
    if (group) group.push(record);
    else groups.set(record.owner.id, [record]);
  }
  return [...groups.values()];
}

/** Of owners without an order it is not known whether they are away: nothing ends here, and the keeper asks before it ends a machine. */
function rulesFor({ owner }: InstanceRecord, { orders, keptDays, spent }: Known): Rules {
  const order = orders.get(owner.id);
  return { order, keptDays, isOwnerAway: order !== undefined, isBudgetSpent: spent?.has(owner.id) };
}
