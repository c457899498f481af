import { givenUser } from '@cloudapp/accounts/testing/accounts';
import { Chance } from '../histories/chance.ts';
import { Faults } from '../histories/faults.ts';
import type { Surroundings } from '../histories/running-process.ts';
import { VirtualTime } from '../histories/virtual-time.ts';
import { changeBudgets, changeRules, chooseNotices, moveAway, sendAway } from './administrator.ts';
import { doSomething, durations, zones } from './deeds.ts';
import { bringDisasters, storm } from './disasters.ts';
import { holidaysAtHand } from './holidays-at-hand.ts';
import { answerMail } from './mail-reader.ts';
import { newKnown } from './people.ts';
import { Resident } from './resident.ts';
import { seedBytes } from './seeded-bytes.ts';
import { summary, type YearOutcome } from './summary.ts';
import { tellUse } from './told-use.ts';
import { Troubles } from './troubles.ts';
import { Witness } from './witness.ts';
import { YearWorld } from './year-world.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const minutesOfDay = 1440;

export interface Plan {
  readonly seed: number;
  readonly begin: Date;
  readonly days: number;
  /** How many there are most of the time. */
  readonly machines: number;
  /** Days between two disasters of a kind, on average; none where it is infinite. */
  readonly disastersEveryDays: number;
  /** Hours between two things that somebody does to one machine, on average. */
  readonly deedsEveryHours: number;
  /** Hours between two looks at machines that rest and for which nothing is due but booking. */
  readonly looksEveryHours: number;
  /** Days between two times in which a machine says what it does, on average. */
  readonly tellsEveryDays: number;
  /** For how many days machines are kept at first, while they are off. @default what nobody has changed */
  readonly keptDays?: number;
  /** Ends at the first finding. */
  readonly isHasty?: boolean;
  /** Ends it before its days are over. */
  readonly isTimeUp?: () => boolean;
  readonly onDay?: (day: number, witness: Witness) => void;
}

const machinesOfEach = 4;
/** Some people forget the machines that they have. */
const forgetful = { share: 0.3, slower: 12 } as const;

/** Lets a year pass, or less, in which people, administrators and disasters do what chance says. */
export async function runYear(plan: Plan): Promise<YearOutcome> {
  const putAway = await holidaysAtHand(plan.begin);
  const chance = new Chance(plan.seed);
  const endBytes = seedBytes(plan.seed);
  const time = new VirtualTime(plan.begin, chance.random);
  const faults = new Faults(chance, storm, time.now);
  try {
    const year = new Year({ time, chance, faults }, plan);
    await time.run(year.live());
    return summary(year.world, plan);
  } finally {
    time.end();
    endBytes();
    putAway();
  }
}

class Year {
  readonly world: YearWorld;
  readonly #plan: Plan;
  readonly #troubles = { machines: new Troubles(), mails: new Troubles() };
  readonly #residents: Resident[] = [];
  readonly #until: number;

  constructor(around: Surroundings, plan: Plan) {
    this.#plan = plan;
    this.world = new YearWorld(around, new Witness(this.#troubles, plan.looksEveryHours * hourMs));
    this.#until = this.world.now + plan.days * dayMs;
  }

  async live(): Promise<void> {
    const { world } = this;
    const { machines, disastersEveryDays } = this.#plan;
    await world.around.time.sleep(1_000);
    world.watch();
    const admin = await this.#settle('admin');
    for (let count = 0; count < machines; count += machinesOfEach) this.#residents.push(await this.#settle('user'));
    world.onMail = ({ to, text, tag }) => {
      const reader = this.#residents.find(({ known }) => known.email === to);
      if (reader !== undefined) void answerMail(world, reader, text, tag);
    };
    this.#residents.forEach((resident, index) => {
      const places = Math.min(machinesOfEach, machines - index * machinesOfEach);
      void this.#reside(resident, places);
    });
    void tellUse(world, this.#until, this.#plan.tellsEveryDays);
    void this.#administer(admin);
    if (disastersEveryDays < Infinity) void bringDisasters(world, this.#troubles, this.#until, disastersEveryDays);
    await this.#pass();
  }

  /** Minute by minute, and some hours more in which whatever is late comes. */
  async #pass(): Promise<void> {
    const { world } = this;
    const { witness } = world;
    const end = this.#until + 3 * hourMs;
    for (let minute = 0; world.now < end; minute++) {
      await world.minute();
      if (minute % 10 === 0) witness.pass(world.now);
      if (minute % minutesOfDay === 0) this.#plan.onDay?.(minute / minutesOfDay, witness);
      if (this.#isOver(witness)) return;
    }
  }

  #isOver({ findings }: Witness): boolean {
    const { isHasty = false, isTimeUp = () => false } = this.#plan;
    return (isHasty && findings.length > 0) || isTimeUp();
  }

  async #settle(role: 'user' | 'admin'): Promise<Resident> {
    const { world } = this;
    const { chance } = world.around;
    const zone = chance.oneOf(zones);
    const accounts = world.accounts();
    const user = await givenUser(accounts, { role, timeZone: zone }, 'unusable', world.around.time.date());
    await accounts.accounts.update(user, {}, 20, { event: { action: 'user-updated' }, at: world.around.time.date() });
    const known = newKnown(user.id, user.email, zone, role === 'admin');
    world.witness.people.set(user.id, known);
    return new Resident(known, world);
  }

  async #reside(resident: Resident, places: number): Promise<void> {
    const { time, chance } = this.world.around;
    const slower = chance.happens(forgetful.share) ? forgetful.slower : 1;
    const gapMs = (slower * this.#plan.deedsEveryHours * hourMs) / places;
    while (this.world.now < this.#until) {
      const isSettled = resident.machines.length >= places;
      await time.sleep(chance.between(0.02, 2) * (isSettled ? gapMs : Math.min(gapMs, 2 * hourMs)));
      if (this.world.now >= this.#until || resident.known.isAway) continue;
      await resident.inTurn(() => this.#act(resident, places));
    }
  }

  async #act(resident: Resident, places: number): Promise<void> {
    const { chance } = this.world.around;
    const { machines } = resident;
    if (machines.length < places) await resident.launch(chance.oneOf(durations));
    else if (chance.happens(0.05)) await chooseNotices(this.world, resident);
    else if (chance.happens(0.02)) await moveAway(this.world, resident);
    else await doSomething(this.world, resident, chance.oneOf(machines));
  }

  async #administer(admin: Resident): Promise<void> {
    const { time, chance } = this.world.around;
    const everyMs = Math.min(9, this.#plan.days / 4) * dayMs;
    const { keptDays } = this.#plan;
    if (keptDays !== undefined) await admin.inTurn(() => changeRules(this.world, admin, keptDays));
    if (chance.happens(0.5)) await admin.inTurn(() => changeBudgets(this.world, admin, this.#residents));
    while (this.world.now < this.#until) {
      await time.sleep(chance.between(0.3, 1.7) * everyMs);
      if (this.world.now >= this.#until) return;
      const resident = chance.oneOf(this.#residents);
      if (chance.happens(0.35)) await admin.inTurn(() => changeRules(this.world, admin));
      else if (chance.happens(0.55)) await admin.inTurn(() => changeBudgets(this.world, admin, this.#residents));
      else await sendAway(this.world, admin, resident);
    }
  }
}
