import type { BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { machinePricesIn } from '@cloudapp/contracts/machine-prices';
import type { BootEvent } from '@cloudapp/contracts/boot-event';
import { launchPace } from '@cloudapp/contracts/launch-pace';
import type { Database } from '@cloudapp/data/database';
import { newId } from '@cloudapp/data/ids';
import { attentionPartitions, kindPartitions } from '@cloudapp/data/instance-partitions';
import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import { InstanceRepository } from '@cloudapp/data/instance-repository';
import { tables } from '@cloudapp/data/tables';
import { indexUnits, itemBytes } from '@cloudapp/data/testing/index-units';
import type { StoredUser } from '@cloudapp/data/user-item';
import { UserRepository } from '@cloudapp/data/user-repository';
import { applyBootEvent } from '@cloudapp/machines/domain/boot-events';
import { revise, type Change } from '@cloudapp/machines/domain/change';
import { claimEnd, claiming } from '@cloudapp/machines/domain/claim';
import { launched, noteLaunch, ready } from '@cloudapp/machines/domain/moves';
import { nextStep, type NextStep } from '@cloudapp/machines/domain/next-step';
import type { Observed } from '@cloudapp/machines/domain/observed';
import { isResting, schedule } from '@cloudapp/machines/domain/schedule';
import { stub } from '@cloudapp/machines/testing/stub';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBlueprints } from './adapters/blueprint-folder.ts';
import { newMachine } from './domain/new-machine.ts';

/** Half of what one value of an index's key takes in a second: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html */
const unitsPerSecond = 500;
const running = 100_000;
const hourMs = 3_600_000;

const blueprints = readBlueprints(join(import.meta.dirname, '..', 'blueprints'));
/** That of which most is kept with each machine. */
const largest = blueprints.reduce((a, b) => (keptOf(a).length > keptOf(b).length ? a : b));
const database = stub<Database>('database', { table: (part) => part });
const instances = new InstanceRepository(database);
const start = new Date('2026-11-01T08:00:00.000Z');
const seen: Observed = { power: 'running', address: '203.0.113.177', privateAddress: '10.41.132.177' };

function keptOf({ login, steps }: BlueprintDefinition): string {
  return JSON.stringify([login, steps.map(({ id, title }) => [id, title])]);
}

/** What is stored of a machine, each write after the other, and the units that they took. */
class Written {
  readonly #units: Record<string, number> = {};
  #item: Record<string, unknown> | undefined;

  put(record: InstanceRecord): void {
    const { Item } = instances.replaceItem(record).Put ?? {};
    const item = JSON.parse(JSON.stringify(Item)) as Record<string, unknown>;
    const units = indexUnits(tables.instances, this.#item, item);
    for (const [index, count] of Object.entries(units)) this.#units[index] = (this.#units[index] ?? 0) + count;
    this.#item = item;
  }

  get bytes(): number {
    return itemBytes(this.#item ?? {});
  }

  /** The units since the last time that this was asked. */
  take(): Record<string, number> {
    const units = { ...this.#units };
    for (const index of Object.keys(units)) this.#units[index] = 0;
    return units;
  }
}

function requested(): InstanceIn<'requested'> {
  const machine = newMachine({
    instanceId: newId('mch', start),
    owner: { id: newId('usr', start), name: 'Gwendolyn Featherstonehaugh', email: 'gwendolyn.f@research.example.org' },
    choices: {
      name: 'nightly-figures-of-the-second-floor',
      size: 'large',
      durationHours: 8,
      sshPublicKey: `ssh-ed25519 ${'A'.repeat(68)} gwendolyn@laptop`,
      sshKeyName: 'Laptop',
    },
    definition: largest,
    expected: { steps: new Map(), wholeSeconds: 300, isLearnt: false },
    prices: machinePricesIn('eu-west-1'),
    tokenHash: '0'.repeat(64),
    now: start,
  });
  return { ...machine, ...schedule(machine, start) };
}

/** A machine as its keeper, its reports and EC2 take it from one write to the next. */
class Life {
  readonly #written: Written;
  #now = start;
  record: InstanceRecord;

  constructor(written: Written) {
    this.#written = written;
    this.record = requested();
    written.put(this.record);
  }

  /** Makes a change of somebody who goes on with it. */
  change(decide: (record: InstanceRecord, now: Date) => Change | undefined): void {
    const change = decide(this.record, this.#now);
    if (change) this.#put(claiming(change, this.#now).next);
  }

  /** Lets time pass, in which the keeper looks whenever the machine is due, and finds nothing else to do than to write. */
  pass(seconds: number): void {
    const end = this.#now.getTime() + seconds * 1000;
    for (let due = this.#due(); due <= end; due = this.#due()) {
      this.#now = new Date(due);
      const step = nextStep(this.record, seen, this.#now);
      // Machines at rest are booked without a claim (`Review`).
      if (step.do === 'change' && isResting(this.record)) this.#put(step.change.next);
      else this.#claim(step);
    }
    this.#now = new Date(end);
  }

  #claim(step: NextStep): void {
    this.#postpone(claimEnd(this.#now).toISOString());
    this.change(() => (step.do === 'change' ? step.change : undefined));
    this.#postpone(schedule(this.record, this.#now).dueAt);
  }

  #due(): number {
    return Math.max(this.#now.getTime() + 1, Date.parse(this.record.dueAt ?? ''));
  }

  #postpone(dueAt: string | undefined): void {
    this.#put({ ...this.record, version: this.record.version + 1, dueAt });
  }

  #put(record: InstanceRecord): void {
    this.record = record;
    this.#written.put(record);
  }
}

/** From the request to a machine that is ready and announced, as slow as the blueprint thinks that it is. */
function launch(written: Written): Life {
  const life = new Life(written);
  let sequence = 0;
  const report = (event: BootEvent) => {
    life.change((record, now) => applyBootEvent(record, event, now));
  };
  life.change((record, now) => (record.state === 'requested' ? noteLaunch(record, now) : undefined));
  life.change((record, now) =>
    record.state === 'requested' ? launched(record, now, { ec2InstanceId: 'i-0123456789abcdef0', ...seen }) : undefined,
  );
  life.change((record, now) => revise(record, now, { recordedAt: now.toISOString() }));
  life.change((record, now) => revise(record, now, { announcedAt: now.toISOString() }));
  life.pass(40);
  report({ type: 'booted', boot: 1, sequence: ++sequence });
  for (const { id: stepId, expectedSeconds: seconds } of largest.steps) {
    report({ type: 'step-started', stepId, boot: 1, sequence: ++sequence });
    life.pass(seconds);
    report({ type: 'step-finished', stepId, seconds, boot: 1, sequence: ++sequence });
  }
  const hostKeys = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ssh-rsa'].map((kind) => `${kind} ${'A'.repeat(68)}`);
  const proof = { address: seen.address ?? '', privateAddress: seen.privateAddress ?? '', checkedBoot: 1, hostKeys };
  life.change((record, now) => (record.state === 'installing' ? ready(record, now, proof) : undefined));
  life.change((record, now) => revise(record, now, { areCreditsLimited: true }));
  life.pass(20);
  return life;
}

describe('the indexes of machines', () => {
  it('take nothing in common for what a running machine costs, and one unit for what it becomes', () => {
    const written = new Written();
    const { record } = launch(written);
    written.take();

    const hourLater = new Date(Date.parse(record.stateChangedAt) + hourMs);
    written.put(revise(record, hourLater).next);
    const booking = written.take();
    written.put({ ...revise(record, hourLater).next, address: '203.0.113.1' } as InstanceRecord);
    const moved = written.take();

    expect(written.bytes).toBeGreaterThan(2000);
    expect(booking).toMatchObject({ 'by-kind': 0, 'by-attention': 2 });
    expect(moved).toMatchObject({ 'by-kind': 1, 'by-attention': 0 });
  });

  it(`stay under half of a partition’s limit with ${running} running machines and as many launches as EC2 takes`, () => {
    const written = new Written();
    const life = launch(written);
    const ofLaunch = written.take();
    const hours = 7;
    life.pass(hours * 3600);
    const ofRest = written.take();

    expect(life.record).toMatchObject({ state: 'ready', attention: 'settled' });
    const launching = (index: string) => (ofLaunch[index] ?? 0) * launchPace.perSecond;
    const resting = (index: string) => ((ofRest[index] ?? 0) * running) / (hours * 3600);
    const perValue = {
      kind: (launching('by-kind') + resting('by-kind')) / numbered(kindPartitions(false)),
      active: launching('by-attention') / numbered(attentionPartitions('active')),
      settled: resting('by-attention') / numbered(attentionPartitions('settled')),
    };
    expect(perValue.kind).toBeLessThan(unitsPerSecond);
    expect(perValue.active).toBeLessThan(unitsPerSecond);
    expect(perValue.settled).toBeLessThan(unitsPerSecond);
  });
});

/** The first one has only what was stored before the others were there. */
const numbered = (partitions: readonly string[]) => partitions.length - 1;

describe('the index of users', () => {
  it('takes one unit for a sign-in, so that 100,000 people may sign in within four minutes', () => {
    const user: StoredUser = {
      id: newId('usr', start),
      name: 'Ж'.repeat(80),
      email: `${'a'.repeat(64)}@${'b'.repeat(189)}`,
      role: 'user',
      status: 'active',
      mustChangePassword: false,
      sessionEpoch: 1,
      version: 1,
      createdAt: start.toISOString(),
      disabling: {
        at: start.toISOString(),
        by: { id: newId('usr', start), name: 'Ж'.repeat(80) },
        stopsMachines: true,
      },
    };
    const before = new UserRepository(database).putItem(user).Put?.Item;
    const after = { ...before, lastSignInAt: start.toISOString() };

    const { 'by-kind': units = 0 } = indexUnits(tables.users, before, after);

    expect(units).toBe(1);
    expect((units * 100_000) / (4 * 60)).toBeLessThan(unitsPerSecond);
  });
});
