import { Asks, type BudgetsAsked, type RulesAsked } from './asks.ts';
import { Bill } from './bill.ts';
import { passBudgets } from './budget-check.ts';
import { restFrom } from './deletions.ts';
import type { Evidence, Figures } from './evidence.ts';
import { MailBook, type Entry } from './mail-book.ts';
import { newMachine, type Machine } from './machine.ts';
import { overdueIn } from './overdue.ts';
import type { Known } from './people.ts';
import type { Seen } from './seen.ts';
import { tell } from './tell.ts';
import type { Troubles } from './troubles.ts';
import { timeAt } from './wall-clock.ts';

const hourMs = 3_600_000;
/** A cent, in millionths of a dollar. */
const centMicros = 10_000;
/** A mail that was being made while its reader moved may have either time. */
const unsureMs = 20 * 60_000;
/** More findings say no more. */
const mostFindings = 40;

/** Sees everything that happens to machines and mails, and says what should not have, or did not happen that should have. */
export class Witness implements Evidence {
  readonly machines = new Map<string, Machine>();
  readonly people = new Map<string, Known>();
  readonly asks = new Asks();
  readonly bill = new Bill();
  readonly mails: MailBook;
  readonly troubles: Troubles;
  readonly findings: string[] = [];
  readonly figures: Figures = { stops: 0, starts: 0, warnings: 0, deletions: 0, entries: 0, stopsBy: {} };
  /** Machines that were stopped at AWS, and when. */
  readonly stoppedOutside = new Map<string, number>();
  /** Until when EC2 starts nothing. */
  refusesStartsUntil = -Infinity;
  rules: RulesAsked = { keptDays: 14, longestHours: 720, idleMinutes: undefined, usual: undefined };
  rulesSince = -Infinity;
  budgets: BudgetsAsked = { monthly: undefined, people: [] };
  budgetsSince = -Infinity;
  /** Whether somebody has spent so much of their budget that every booking counts. */
  isBudgetNear = false;
  /** What the product says that machines have cost. */
  readonly costs = new Map<string, number>();
  /** How long what rests may wait for a look for which nothing is due. */
  readonly looksMs: number;
  readonly #misbilled = new Set<string>();
  readonly #found = new Set<string>();
  readonly #entries = new Map<string, Entry>();

  constructor(troubles: { readonly machines: Troubles; readonly mails: Troubles }, looksMs: number) {
    this.troubles = troubles.machines;
    this.mails = new MailBook(troubles.mails, (what) => {
      this.find(what);
    });
    this.looksMs = looksMs;
  }

  find(what: string, at?: number): void {
    if (this.#found.has(what) || this.findings.length >= mostFindings) return;
    this.#found.add(what);
    this.findings.push(at === undefined ? what : `${new Date(at).toISOString().slice(0, 19)} ${what}`);
  }

  ownerOf(machine: Machine): Known {
    const owner = this.people.get(machine.ownerId);
    if (owner === undefined) throw new Error(`Nobody knows the owner of ${machine.id}`);
    return owner;
  }

  /** A machine's record was written. */
  saw(seen: Seen, now: number): void {
    const machine = this.machines.get(seen.id) ?? newMachine(seen.id, seen.ownerId, now);
    this.machines.set(seen.id, machine);
    this.#count(machine, seen, now);
    if (seen.state !== machine.state) this.#move(machine, seen.state, now);
    if (seen.isOff !== machine.isOff) machine.rest = seen.isOff ? restFrom(now, this.rules.keptDays) : undefined;
    machine.isOff = seen.isOff;
    machine.hasInstance = seen.hasInstance;
    machine.stopRule = seen.stopRule;
    machine.budgetStopsAt = seen.budgetStopsAt;
    if (seen.idleStopsAt !== machine.idleStopsAt) machine.idleStopsBefore = machine.idleStopsAt;
    machine.idleStopsAt = seen.idleStopsAt;
  }

  #count(machine: Machine, seen: Seen, now: number): void {
    // What it costs is booked until then, whatever was written since.
    const cost = this.bill.until(machine.id, Number.isNaN(seen.billedSince) ? now : Math.min(now, seen.billedSince));
    this.bill.note(machine.id, seen, now);
    this.costs.set(machine.id, seen.costMicros);
    const difference = Math.abs(cost - seen.costMicros);
    if (difference > centMicros && !this.#misbilled.has(machine.id)) {
      this.#misbilled.add(machine.id);
      this.find(
        `${machine.id} (${machine.state}) costs ${Math.round(seen.costMicros)} and not ${Math.round(cost)} millionths of a dollar`,
        now,
      );
    }
  }

  #move(machine: Machine, state: string, now: number): void {
    if (machine.state === 'starting' && state === 'ready') machine.startsTook.push(now - machine.stateSince);
    machine.restBefore = machine.rest;
    machine.state = state;
    machine.stateSince = now;
    if (state === 'launching' || state === 'starting') {
      machine.lease = { endsAt: now + machine.duration * hourMs, setAt: now };
      machine.runsSince = state === 'starting' ? now : machine.createdAt;
      machine.changedAt = now;
    }
    if (state === 'ready') machine.readySince = now;
    machine.rest = state === 'stopped' ? restFrom(now, this.rules.keptDays) : undefined;
    if (state === 'stopped') {
      machine.stoppedSince = now;
      machine.lease = undefined;
    }
  }

  /** An entry of the audit log was written, after the record that was written with it. */
  told(entry: Entry, now: number): void {
    this.figures.entries += 1;
    this.#entries.set(entry.id, entry);
    tell(this, entry, now);
    const person = this.people.get(entry.subjectId);
    if (person !== undefined) this.mails.note(entry, person);
    const machine = this.machines.get(entry.subjectId);
    if (machine === undefined) return;
    const isByHours = entry.actorId === undefined && machine.stopRule === 'hours';
    this.mails.note(entry, this.ownerOf(machine), isByHours);
  }

  /** A mail tells of an entry: when what it warns of comes must stand in it as the clock of its reader will show it. */
  read({ subjectId, happensAt }: Entry, text: string, now: number): void {
    const owner = this.people.get(this.machines.get(subjectId)?.ownerId ?? '');
    const due = /^(?:Stops|Deleted): +(.+)$/m.exec(text)?.[1];
    if (owner === undefined || due === undefined || now < owner.zoneSince + unsureMs) return;
    const time = timeAt(owner.zone, happensAt);
    if (!due.includes(` ${time} `)) this.find(`a mail says ${due} to somebody whose clock shows ${time} then`, now);
  }

  /** The entry of which a mail tells, by the tag that SES was given. */
  entryOf(tag: string): Entry | undefined {
    return this.#entries.get(tag.split('_').slice(0, 2).join('_'));
  }

  /** Looks for what has not come by an instant. */
  pass(now: number): void {
    for (const machine of this.machines.values()) {
      for (const what of overdueIn(this, machine, now)) this.find(`${machine.id} ${what}`, now);
    }
    this.isBudgetNear = passBudgets(this, now);
    this.mails.pass(now);
  }
}
