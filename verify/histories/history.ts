import { Chance } from './chance.ts';
import { earlyFindings, findings, isCalm } from './checker.ts';
import { longestLagMs } from './ec2.ts';
import { Faults, type Fault, type Rates } from './faults.ts';
import { subnetIds } from './replica.ts';
import { VirtualTime } from './virtual-time.ts';
import { World } from './world.ts';
import type { Surroundings } from './running-process.ts';

/** What came of one history. */
export interface Outcome {
  readonly seed: number;
  /** What is not as it must be, in words. */
  readonly findings: readonly string[];
  readonly machines: number;
  /** What went wrong, in order; a process that was killed is one of them. */
  readonly faults: readonly Fault[];
}

const begin = new Date('2026-03-02T08:17:00Z');
const minuteMs = 60_000;
/** How long people act and things go wrong. */
const stormMs = 2 * minuteMs;
/** Every deadline of a launch ends within. */
const calmMinutes = 20;
/** The shortest leases end within. */
const leaseMinutes = 62;
/** A machine that is told to stop stops within. */
const stopMinutes = 3;

const storms: readonly Rates[] = [
  { call: { dynamodb: 0.001, ec2: 0.02, s3: 0.02, sns: 0.02, kms: 0.01 }, kill: 0.001 },
  { call: { dynamodb: 0.004, ec2: 0.05, s3: 0.05, sns: 0.05, kms: 0.01 }, kill: 0.0005 },
  { call: { dynamodb: 0.0003, ec2: 0.01, s3: 0.01, sns: 0.01, kms: 0.001 }, kill: 0.004 },
  // S3 and SNS are as good as gone.
  { call: { dynamodb: 0.0005, ec2: 0.01, s3: 0.18, sns: 0.18, kms: 0.001 }, kill: 0.0005 },
];

/** One history from its seed: people act on a storm of faults, then all goes well, and everything must have come right. */
export async function runHistory(seed: number): Promise<Outcome> {
  const chance = new Chance(seed);
  const time = new VirtualTime(begin, chance.random);
  const faults = new Faults(chance, chance.oneOf(storms), time.now);
  try {
    const history = new History({ time, chance, faults });
    await time.run(history.run());
    return { seed, ...history.outcome };
  } finally {
    time.end();
  }
}

class History {
  readonly #around: Surroundings;
  readonly #world: World;
  #findings: readonly string[] = [];
  #machines = 0;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#world = new World(around);
  }

  get outcome(): Omit<Outcome, 'seed'> {
    return { findings: this.#findings, machines: this.#machines, faults: this.#around.faults.all };
  }

  async run(): Promise<void> {
    const { chance, faults } = this.#around;
    await this.#world.addPeople(chance.whole(1, 2));
    faults.begin();
    void this.#world.keepReplicas();
    const acting = Promise.all(this.#world.people.map((person) => person.act(stormMs)));
    void this.#fillZones();
    for (let minute = 1; minute * minuteMs <= stormMs; minute++) await this.#minute();
    faults.end();
    await acting;
    await this.#calm();
  }

  /** All goes well from now on: what is left half-done ends by itself, and so do leases. */
  async #calm(): Promise<void> {
    const { time, faults } = this.#around;
    // The last that was done has come to light, too.
    await time.sleep(Math.max(1, faults.lastEffectAt + longestLagMs - time.now()));
    await this.#minute();
    const early = await earlyFindings(this.#world);
    await this.#world.close();
    for (let minute = 1; minute <= calmMinutes && !(await isCalm(this.#world)); minute++) await this.#minute();
    await time.sleep(leaseMinutes * minuteMs);
    for (let minute = 1; minute <= stopMinutes; minute++) await this.#minute();
    const { all, machines } = await findings(this.#world, this.#around);
    this.#findings = [...early, ...all];
    this.#machines = machines;
  }

  /** What the clocks of the functions bring with each minute. */
  async #minute(): Promise<void> {
    const { time } = this.#around;
    const ends = time.now() + minuteMs;
    await this.#world.reconcile();
    await this.#world.count();
    await time.sleep(Math.max(1, ends - time.now()));
  }

  /** Zones are without room for a while, now and then all of them. */
  async #fillZones(): Promise<void> {
    const { time, chance } = this.#around;
    while (time.now() < stormMs) {
      await time.sleep(chance.between(10_000, 60_000));
      const full = chance.happens(0.1) ? subnetIds : [chance.oneOf(subnetIds)];
      for (const subnetId of full) this.#world.aws.ec2.fill(subnetId, time.now() + chance.between(5_000, 60_000));
    }
  }
}
