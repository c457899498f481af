import { composeAccounts } from '@cloudapp/accounts/composition';
import { tables, type TablePart } from '@cloudapp/data/tables';
import { createTableInput } from '@cloudapp/data/testing/test-tables';
import type { Item } from '../../local/strict-dynamodb/attribute-value.ts';
import { StrictDynamoDb } from '../../local/strict-dynamodb/strict-dynamodb.ts';
import { Aws } from '../histories/aws.ts';
import { blueprint } from '../histories/blueprint.ts';
import { Ec2Cloud } from '../histories/ec2.ts';
import { Agents } from '../histories/guests.ts';
import { newProcess, partsOf, reportThrough, runFunction } from '../histories/processes.ts';
import { composeReplica, runCounter, runReconciler, type Parts, type Replica } from '../histories/replica.ts';
import type { RunningProcess, Surroundings } from '../histories/running-process.ts';
import { Board } from './board.ts';
import { entryIn, seenIn } from './seen.ts';
import { runSender } from './sender.ts';
import { Ses, type Sent } from './ses.ts';
import type { Witness } from './witness.ts';

const replicaCount = 2;
/** A replica looks more often; nothing that is decided here takes less. */
const lookMs = 15_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Records of a stream are handed on together. */
const streamMs = 800;
const triesOfLambda = 4;
const retryMs = minuteMs;
/** After an account was disabled, or EC2 did something by itself, all is looked at in each minute. */
const restlessMs = 4 * minuteMs;

/** The product on its simulated ground, for a year, and somebody who sees all that is written. */
export class YearWorld {
  readonly aws: Aws;
  readonly agents: Agents;
  readonly store: StrictDynamoDb;
  readonly ses: Ses;
  readonly board = new Board();
  readonly witness: Witness;
  readonly around: Surroundings;
  /** Called with each mail that has come. */
  onMail: (sent: Sent) => void = () => undefined;
  isReconcilerDown = false;
  readonly #places: (Replica | undefined)[] = Array.from({ length: replicaCount }, () => undefined);
  #records: object[] = [];
  #started = 0;

  constructor(around: Surroundings, witness: Witness) {
    this.around = around;
    this.witness = witness;
    const { time, chance } = around;
    this.store = new StrictDynamoDb({ clock: time, seed: chance.whole(1, 1_000_000) });
    this.agents = new Agents(
      around,
      reportThrough(around, () => this.replicas),
    );
    this.aws = new Aws(new Ec2Cloud(around, this.agents), around);
    this.ses = new Ses(around, {
      onSent: (sent) => {
        this.#mailCame(sent);
      },
      onDelayed: (tag) => {
        witness.mails.delayed(witness.entryOf(tag)?.id ?? '', this.now);
      },
      onBounce: (email) => {
        for (const person of witness.people.values()) if (person.email === email) person.bouncedAt = this.now;
      },
      publish: (event) => void this.#sendSurely(published(event)),
    });
    for (const part of Object.keys(tables) as TablePart[])
      void this.store.call('CreateTable', createTableInput(part, tables[part]));
  }

  /** From now on all that is written is seen: to be called when the tables are there. */
  watch(): void {
    this.#watch('instances', (item) => {
      this.#sawInstance(item);
    });
    this.#watch('audit', (item) => {
      this.#sawEntry(item);
    });
    this.#watch('notices', (item) => {
      this.board.mail(item);
    });
  }

  /** The instant, in milliseconds since 1970. */
  get now(): number {
    return this.around.time.date().getTime();
  }

  /** Those that run; one that ended is another by the next request. */
  get replicas(): readonly Replica[] {
    return this.#places.map((replica, place) => {
      if (replica?.process.isAlive === true) return replica;
      const next = composeReplica(this.#partsOf('replica'), blueprint);
      this.#places[place] = next;
      return next;
    });
  }

  /** What create-user works with. */
  accounts() {
    const { process, database } = this.#partsOf('create-user');
    return { process, ...composeAccounts(database) };
  }

  /** Everything is to be looked at for a while. */
  disturb(): void {
    this.board.busy(this.now + restlessMs);
  }

  /** What the clocks of the functions, and of the replicas, bring in one minute. */
  async minute(): Promise<void> {
    const { time, faults } = this.around;
    const begin = this.now;
    const isLook = faults.isOn || begin % this.witness.looksMs < minuteMs;
    const runs: Promise<unknown>[] = [];
    const isBooked = this.witness.isBudgetNear && this.board.isBookingDue(begin);
    const areDue = isLook || isBooked || this.board.areMachinesDue(begin);
    if (areDue && !this.isReconcilerDown) runs.push(this.#function('reconciler', runReconciler));
    if (this.board.areMailsDue(begin) || faults.isOn) runs.push(this.#send({ source: 'clock' }));
    if (begin % (24 * hourMs) < minuteMs) runs.push(this.count());
    runs.push(this.#look(begin + minuteMs));
    await Promise.all(runs);
    await time.sleep(Math.max(1, begin + minuteMs - this.now));
  }

  async count(): Promise<void> {
    await this.#function('counter', (parts) => runCounter(parts, this.around.chance.random));
  }

  /** What the replicas do by themselves while machines are on the move. */
  async #look(until: number): Promise<void> {
    const { time, chance } = this.around;
    while (this.board.isMoving && this.now + lookMs < until) {
      const { machines } = chance.oneOf(this.replicas);
      void machines.keeper.workOnDue(50).catch(() => undefined);
      await time.sleep(lookMs);
    }
  }

  async #function(name: string, run: (parts: Parts) => Promise<unknown>): Promise<boolean> {
    const parts = this.#partsOf(name);
    return await runFunction(this.around, parts.process, run(parts));
  }

  /** As Lambda does for a stream and for SNS: what fails is tried again, a few times. */
  async #sendSurely(event: object): Promise<void> {
    for (let tries = 1; !(await this.#send(event)) && tries < triesOfLambda; tries++) {
      await this.around.time.sleep(retryMs);
    }
  }

  async #send(event: object): Promise<boolean> {
    const newToken = () => this.around.chance.digits(43);
    return await this.#function('sender', (parts) => runSender(event, { ...parts, ses: this.ses, newToken }));
  }

  #partsOf(kind: string): Parts {
    const process: RunningProcess = newProcess(this.around, `${kind} ${++this.#started}`);
    return partsOf(this.around, this, process);
  }

  #watch(part: TablePart, onWrite: (item: Item) => void): void {
    const table = this.store.tables.get(part);
    const replace = table.replace.bind(table);
    table.replace = (before, after, now) => {
      replace(before, after, now);
      if (after) onWrite(after);
    };
  }

  #sawInstance(item: Item): void {
    const seen = seenIn(item);
    if (seen === undefined) return;
    this.board.machine(seen, item, this.now);
    this.witness.saw(seen, this.now);
  }

  #sawEntry(item: Item): void {
    this.witness.told(entryIn(item), this.now);
    this.board.news();
    const { faults, chance } = this.around;
    // The stream loses a record now and then, when things are bad.
    if (faults.isOn && chance.happens(0.05)) return;
    this.#records.push({ eventName: 'INSERT', dynamodb: { NewImage: item } });
    if (this.#records.length === 1) void this.#stream();
  }

  async #stream(): Promise<void> {
    await this.around.time.sleep(streamMs);
    const Records = this.#records;
    this.#records = [];
    await this.#sendSurely({ Records });
  }

  #mailCame(sent: Sent): void {
    const entry = this.witness.entryOf(sent.tag);
    this.witness.mails.came(entry?.id ?? sent.tag, sent.to, sent.isUnknown);
    if (entry !== undefined) this.witness.read(entry, sent.text, this.now);
    this.onMail(sent);
  }
}

function published(message: object): object {
  return { Records: [{ EventSource: 'aws:sns', Sns: { Message: JSON.stringify(message) } }] };
}
