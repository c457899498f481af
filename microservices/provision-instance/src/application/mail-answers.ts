import type { Answer } from '@cloudapp/contracts/answer';
import { longestHoursFor } from '@cloudapp/contracts/longest-hours';
import type { MailAnswer } from '@cloudapp/data/answer-item';
import { AnswerRepository } from '@cloudapp/data/answer-repository';
import type { Database } from '@cloudapp/data/database';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { hashToken } from '@cloudapp/data/token';
import { transact } from '@cloudapp/data/transaction';
import type { StoredUser } from '@cloudapp/data/user-item';
import { MachineConflictError } from '@cloudapp/machines/application/writer';
import type { Machines } from '@cloudapp/machines/composition';
import { answered, answerRefused, isStillAhead, untilOf } from '@cloudapp/machines/domain/answers';
import { limitOf } from '@cloudapp/machines/domain/budget';
import { within, type Change } from '@cloudapp/machines/domain/change';
import { claiming } from '@cloudapp/machines/domain/claim';
import type { AnswerRate } from './answer-rate.ts';
import { RefusedError } from './refused-error.ts';

export interface MailAnswerParts {
  readonly database: Database;
  readonly machines: Pick<Machines, 'instances' | 'owners' | 'rules' | 'writer' | 'audit'>;
  readonly rate: AnswerRate;
  readonly wake: (instanceId: string) => void;
}

/** A link that somebody has opened: what it is for, and what would change. */
interface Opened {
  readonly tokenHash: string;
  readonly answer: MailAnswer;
  /** @throws RefusedError */
  readonly decide: (record: InstanceRecord) => Change;
}

/** What people answer to warnings by the links in their e-mails (ADR 43). Whoever has such a link may use it, and nothing else. */
export class MailAnswers {
  readonly #parts: MailAnswerParts;
  readonly #answers: AnswerRepository;

  constructor(parts: MailAnswerParts) {
    this.#parts = parts;
    this.#answers = new AnswerRepository(parts.database);
  }

  /** What an answer would do. */
  async look(token: string, address: string, now: Date): Promise<Answer> {
    return await this.#opened(token, address, now, async ({ answer, decide }) => {
      const record = await this.#parts.machines.instances.get(answer.instanceId);
      if (record === undefined) throw doesNotHold();
      return present(answer, decide(record).next);
    });
  }

  /** Does what it is for. Of two at the same time one is refused. */
  async give(token: string, address: string, now: Date): Promise<Answer> {
    return await this.#opened(token, address, now, async ({ tokenHash, answer, decide }) => {
      const claim = (record: InstanceRecord) => claiming(decide(record), now);
      const steps = [this.#answers.useStep(tokenHash, now)];
      const changed = await this.#parts.machines.writer.update(answer.instanceId, now, claim, steps);
      if (changed === undefined) throw doesNotHold();
      this.#parts.wake(answer.instanceId);
      return present(answer, changed);
    });
  }

  /** Lets go on whoever brings a link that holds; of another one that was real the log tells, once. */
  async #opened(token: string, address: string, now: Date, goOn: (opened: Opened) => Promise<Answer>): Promise<Answer> {
    const { rate } = this.#parts;
    const retryAfterSeconds = rate.begin(address, now);
    if (retryAfterSeconds !== undefined) throw new RefusedError({ code: 'too-often', retryAfterSeconds });
    const tokenHash = hashToken(token);
    const answer = await this.#answers.get(tokenHash);
    if (answer === undefined) throw doesNotHold();
    try {
      const done = await goOn({ tokenHash, answer, decide: await this.#decisionOf(answer, address, now) });
      rate.takeBack(address);
      return done;
    } catch (error) {
      if (error instanceof RefusedError) await this.#tell(tokenHash, answer, address, now);
      else rate.takeBack(address);
      throw error instanceof MachineConflictError ? new RefusedError({ code: 'overtaken' }, error) : error;
    }
  }

  async #decisionOf(answer: MailAnswer, address: string, now: Date): Promise<Opened['decide']> {
    const { owners, rules } = this.#parts.machines;
    const owner = await owners.get(answer.owner.id);
    if (owner === undefined || answer.usedAt !== undefined || !isSame(owner, answer)) throw doesNotHold();
    const [longest, budgets] = await Promise.all([rules.ofAll(now), rules.budgets(now)]);
    const limit = limitOf(budgets, owner.id);
    const actor = { id: owner.id, name: owner.name, address };
    return (record) => {
      const isOwn = record.owner.id === owner.id;
      if (!isOwn || !isStillAhead(record, answer.kind, answer, now)) throw doesNotHold();
      const longestHours = longestHoursFor(longest, owner.role, record.blueprint.id);
      const change = answered(record, answer.kind, now, { actor, longestHours, happensAt: answer.happensAt });
      if (change === undefined) throw noLonger(longestHours);
      return answer.kind === 'run-longer' ? within(change, limit) : change;
    };
  }

  async #tell(tokenHash: string, answer: MailAnswer, address: string, now: Date): Promise<void> {
    const { database, machines } = this.#parts;
    const event = answerRefused(answer, address);
    const steps = [this.#answers.refusedStep(tokenHash, now), machines.audit.step(event, now)];
    await transact(database, steps, () => undefined);
  }
}

/** Whether the account is as it was when the e-mail was made: its mailbox was theirs, and nothing has ended their sessions since. */
function isSame({ status, email, sessionEpoch }: StoredUser, { owner }: MailAnswer): boolean {
  return status === 'active' && email === owner.email && sessionEpoch === owner.epoch;
}

/** Used, expired, altered, of somebody else, about what is past: nobody is told which. */
function doesNotHold(): RefusedError {
  return new RefusedError({ code: 'nothing-there' });
}

function noLonger(longestHours: number): RefusedError {
  const detail = `It cannot run longer: administrators allow at most ${longestHours} h`;
  return new RefusedError({ code: 'state-wrong', detail });
}

function present(answer: MailAnswer, record: InstanceRecord): Answer {
  const until = untilOf(record, answer);
  return { kind: answer.kind, machine: { name: record.name }, ...(until !== undefined && { until }) };
}
