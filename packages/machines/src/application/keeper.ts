import type { DueInstance, InstanceRecord } from '@cloudapp/data/instance-record';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import type { UsageRepository } from '@cloudapp/data/usage-repository';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { revise, type Change } from '../domain/change.ts';
import { claimEnd, claiming } from '../domain/claim.ts';
import { passing } from '../domain/facts.ts';
import { lastLines } from '../domain/last-lines.ts';
import { isHoursQuestion, type HoursQuestion } from '../domain/hours-step.ts';
import { failed, ready } from '../domain/moves.ts';
import { nextStep, type NextStep } from '../domain/next-step.ts';
import type { Observed } from '../domain/observed.ts';
import { notStarted, startTaken } from '../domain/power-moves.ts';
import { schedule } from '../domain/schedule.ts';
import type { Rules } from '../domain/rules.ts';
import { BudgetExceededError } from './budget-exceeded-error.ts';
import type { BudgetWatch } from './budget-watch.ts';
import { hoursChange, leavingOut } from './hours-change.ts';
import { StartError } from './start-error.ts';
import type { Launcher } from './launcher.ts';
import type { MachineRules } from './machine-rules.ts';
import type { Messenger } from './messenger.ts';
import type { Ec2, HolidayCalendar, Log, LoginProbe } from './ports.ts';
import type { MachineWriter } from './writer.ts';

export interface KeeperParts {
  readonly instances: InstanceRepository;
  readonly writer: MachineWriter;
  readonly launcher: Launcher;
  readonly messenger: Messenger;
  readonly watch: Pick<BudgetWatch, 'look'>;
  readonly owners: Pick<UserRepository, 'get'>;
  readonly usage: Pick<UsageRepository, 'of'>;
  readonly rules: Pick<MachineRules, 'budgets' | 'of'>;
  readonly ec2: Ec2;
  readonly probe: LoginProbe;
  readonly holidays: HolidayCalendar;
  readonly clock: () => Date;
  readonly log: Log;
}

/** What EC2 said of many instances at once, so that nobody has to ask for each. */
export type Observations = ReadonlyMap<string, Observed>;

/** What is known, besides the record, of a machine that is looked at. */
interface Seen {
  readonly observed: Observed | undefined;
  readonly rules: Rules;
}

type StepTo<Do extends NextStep['do']> = Extract<NextStep, { readonly do: Do }>;

/** A launch takes four writes; nothing takes more than this many in one go. */
const maxSteps = 12;

/**
 * Takes machines one step further, again and again, until they have to wait. It holds nothing in memory that matters: a
 * worker may end between any two calls, and another one goes on from what is stored. Every call outside can be repeated
 * (RunInstances by its token, the record by its key, the rest by nature), so that two workers at once do no harm.
 */
export class Keeper {
  readonly #parts: KeeperParts;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /**
   * Works on the machines on the move that are due. EC2 is asked for each: what it said of all is soon out of date.
   * @returns how many this worker took; 0 when there is nothing to do
   */
  async workOnDue(limit: number): Promise<number> {
    const begun = await this.beginOnDue(limit);
    await Promise.all(begun);
    return begun.length;
  }

  /**
   * Begins to work on machines on the move that are due, and does not wait until that is done.
   * @returns the work on each that this worker took, which never rejects
   */
  async beginOnDue(limit: number): Promise<readonly Promise<void>[]> {
    const due = await this.#parts.instances.listDue('active', this.#parts.clock(), limit);
    const taken = await Promise.all(due.map(async (one) => ((await this.#claimIfPossible(one)) ? [one] : [])));
    return taken.flat().map(({ instanceId }) => this.work(instanceId));
  }

  /** Works on a machine that this process has just written and thereby claims (see `claiming`). Never rejects. */
  async work(instanceId: string, observations?: Observations): Promise<void> {
    try {
      let steps = 0;
      while (steps < maxSteps && (await this.#advance(instanceId, observations))) steps += 1;
      await this.#release(instanceId, steps > 0);
    } catch (error) {
      // What went wrong is tried again when the claim ends.
      this.#warn(instanceId, error);
    }
  }

  async #claimIfPossible(due: DueInstance): Promise<boolean> {
    try {
      return await this.#claim(due);
    } catch (error) {
      this.#warn(due.instanceId, error);
      return false;
    }
  }

  #warn(instanceId: string, err: unknown): void {
    this.#parts.log.warn({ err, instanceId }, 'a machine could not be taken further for now');
  }

  async #claim(due: DueInstance): Promise<boolean> {
    return await this.#parts.instances.claim(due, claimEnd(this.#parts.clock()));
  }

  /**
   * Works on a machine unless another worker has it.
   * @returns whether this one took it
   */
  async take(due: DueInstance, observations?: Observations): Promise<boolean> {
    const claimed = await this.#claim(due);
    if (claimed) await this.work(due.instanceId, observations);
    return claimed;
  }

  /** @returns whether something changed, so that there may be more to do */
  async #advance(instanceId: string, observations?: Observations): Promise<boolean> {
    const { instances, messenger, rules, clock } = this.#parts;
    const record = await instances.get(instanceId);
    if (!record) return false;
    const observed = await this.#observe(record, observations);
    const seen = { observed, rules: await rules.of(record, clock()) };
    const step = nextStep(record, observed, clock(), seen.rules);
    const hasMoved = isHoursQuestion(step)
      ? await this.#keepHours(instanceId, step)
      : await this.#perform(record, step, seen);
    // Announcing comes second: an outage of S3 or SNS must not keep anybody from ending a machine.
    return (await messenger.announce(instanceId)) || hasMoved;
  }

  async #observe(record: InstanceRecord, observations?: Observations): Promise<Observed | undefined> {
    const { ec2InstanceId, billedSince } = passing(record);
    if (ec2InstanceId === undefined || record.state === 'terminated') return undefined;
    if (record.state === 'failed' && billedSince === undefined) return undefined;
    return observations?.get(ec2InstanceId) ?? (await this.#parts.ec2.observe(ec2InstanceId));
  }

  async #perform(record: InstanceRecord, step: Exclude<NextStep, HoursQuestion>, seen: Seen): Promise<boolean> {
    const { launcher } = this.#parts;
    switch (step.do) {
      case 'wait':
        return false;
      case 'change':
        return await this.#decideAgain(record.instanceId, seen, await this.#useAtEnd(record, step.change));
      case 'launch':
        return await launcher.launch(step.record);
      case 'give-up':
        return await launcher.giveUp(step.record);
      case 'find':
        return await launcher.findForEnding(step.record);
      case 'probe':
        return await this.#prove(step);
      case 'fail-silent':
        return await this.#failSilent(step);
      case 'limit-credits':
        return await this.#limitCredits(record.instanceId, step);
      case 'command':
        return await this.#command(record.instanceId, step, seen);
    }
  }

  async #command(
    instanceId: string,
    { command, ec2InstanceId }: StepTo<'command'>,
    { observed }: Seen,
  ): Promise<boolean> {
    const { ec2, clock } = this.#parts;
    if (command === 'start') return await this.#start(instanceId, ec2InstanceId, observed?.reason);
    await ec2[command](ec2InstanceId);
    if (command !== 'reboot') return false;
    const now = clock();
    await this.#write(instanceId, now, (current) =>
      current.state === 'rebooting' && !current.isRebootSent ? revise(current, now, { isRebootSent: true }) : undefined,
    );
    return false;
  }

  async #keepHours(instanceId: string, step: HoursQuestion): Promise<boolean> {
    const decide = await hoursChange(step, this.#parts, this.#parts.clock());
    const now = this.#parts.clock();
    try {
      return await this.#write(instanceId, now, (current) => decide(current, now));
    } catch (error) {
      if (!(error instanceof BudgetExceededError)) throw error;
      return await this.#write(instanceId, now, (current) => leavingOut(current, now, error.words));
    }
  }

  async #start(instanceId: string, ec2InstanceId: string, reason: string | undefined): Promise<boolean> {
    const { ec2, clock, log } = this.#parts;
    try {
      await ec2.start(ec2InstanceId);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      const { ec2Code, code, detail } = error;
      log.warn({ err: error, instanceId, ec2Code }, 'EC2 did not start a machine');
      const now = clock();
      return await this.#write(instanceId, now, (current) =>
        current.state === 'starting' ? notStarted(current, now, code, detail) : undefined,
      );
    }
    const now = clock();
    await this.#write(instanceId, now, (current) =>
      current.state === 'starting' && !current.startTaken ? startTaken(current, now, reason) : undefined,
    );
    return false;
  }

  async #failSilent({ record }: StepTo<'fail-silent'>): Promise<boolean> {
    const { ec2, clock, log } = this.#parts;
    const { instanceId, ec2InstanceId } = record;
    const seen = await ec2.consoleOutput(ec2InstanceId).catch((error: unknown) => {
      log.warn({ err: error, instanceId }, 'the console of a silent machine could not be read');
      return { output: '' };
    });
    const now = clock();
    return await this.#write(instanceId, now, (current) => {
      const isStillSilent = current.state === 'launching' && current.deadlineAt === record.deadlineAt;
      if (!isStillSilent || current.position.boot > 0) return undefined;
      return failed(current, now, 'never-reported', { detail: lastLines(seen.output) });
    });
  }

  /** Nobody waits for it, and nothing else must wait for it: what fails is tried at the next look. */
  async #limitCredits(instanceId: string, { ec2InstanceId }: StepTo<'limit-credits'>): Promise<boolean> {
    const { ec2, clock, log } = this.#parts;
    try {
      await ec2.limitCredits(ec2InstanceId);
    } catch (error) {
      log.warn({ err: error, instanceId }, 'a machine may still use more processor credits than it earns');
      return false;
    }
    const now = clock();
    return await this.#write(instanceId, now, (current) =>
      passing(current).ec2InstanceId === ec2InstanceId ? revise(current, now, { areCreditsLimited: true }) : undefined,
    );
  }

  async #prove({ record, proof }: StepTo<'probe'>): Promise<boolean> {
    const { probe, clock } = this.#parts;
    if (!(await probe.answers(proof.address))) return false;
    const now = clock();
    return await this.#write(record.instanceId, now, (current) => {
      const isProving = current.state === 'installing' || current.state === 'starting' || current.state === 'rebooting';
      const isSame = isProving && current.state === record.state && current.address === proof.address;
      return isSame && current.checkedBoot === proof.checkedBoot ? ready(current, now, proof) : undefined;
    });
  }

  /** The decision is made anew from what is stored at the moment of writing, in which a report may have come in. */
  async #decideAgain(instanceId: string, { observed, rules }: Seen, use: InstanceRecord['use']): Promise<boolean> {
    const now = this.#parts.clock();
    return await this.#write(instanceId, now, (current) => {
      const step = nextStep(use ? { ...current, use } : current, observed, now, rules);
      return step.do === 'change' ? step.change : undefined;
    });
  }

  /** What a machine did in all, for its receipt. Without that it ends all the same. */
  async #useAtEnd({ instanceId, use }: InstanceRecord, { next }: Change): Promise<InstanceRecord['use']> {
    const isEnding = next.state === 'terminating' || next.state === 'terminated';
    if (!isEnding || use !== undefined) return use;
    const { usage, clock, log } = this.#parts;
    try {
      return (await usage.of(instanceId, clock())).inAll;
    } catch (err) {
      log.warn({ err, instanceId }, 'what a machine did could not be read for its receipt');
      return undefined;
    }
  }

  async #write(
    instanceId: string,
    now: Date,
    decide: (record: InstanceRecord) => Change | undefined,
  ): Promise<boolean> {
    let hasChanged = false;
    await this.#parts.writer.update(instanceId, now, (record) => {
      const change = decide(record);
      hasChanged = change !== undefined;
      return change && claiming(change, now);
    });
    return hasChanged;
  }

  /** Gives the claim back: whoever looks next does so when there is something to see. */
  async #release(instanceId: string, hasMoved: boolean): Promise<void> {
    const { instances, watch, clock } = this.#parts;
    const record = await instances.get(instanceId);
    if (record && hasMoved) await watch.look(record.owner, clock());
    if (record?.dueAt === undefined) return;
    const { dueAt } = schedule(record, clock());
    if (dueAt === undefined) return;
    await instances.claim({ instanceId, dueAt: record.dueAt }, new Date(dueAt));
  }
}
