import type { ReportedUsage } from '@cloudapp/contracts/usage';
import type { UserData } from '../histories/guests.ts';
import type { Replica } from '../histories/replica.ts';
import { RefusedError } from '../../microservices/provision-instance/src/application/refused-error.ts';
import { heard, said } from './idle-check.ts';
import type { Machine } from './machine.ts';
import type { YearWorld } from './year-world.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Samples that were not heard are told with the next, so many at most. */
const mostUnheard = 10;
/** What a machine waits for an answer. */
const patienceMs = 10_000;

interface Sample {
  readonly at: number;
  readonly measured: Omit<ReportedUsage, 'secondsAgo'>;
}

/**
 * Has machines say now and then, for some hours, what they do: all of them in each minute of a year would be a hundred million reports,
 * and one that says nothing is not idle.
 * @param everyDays days between two such times of a machine, on average
 */
export async function tellUse(world: YearWorld, until: number, everyDays: number): Promise<void> {
  const { time, chance } = world.around;
  const telling = new Set<string>();
  for (;;) {
    const ready = [...world.witness.machines.values()].filter(({ id, state }) => state === 'ready' && !telling.has(id));
    await time.sleep((chance.between(0.2, 1.8) * everyDays * dayMs) / Math.max(1, ready.length));
    if (world.now > until) return;
    const [machine] = ready.length === 0 ? [] : [chance.oneOf(ready)];
    if (machine?.state !== 'ready') continue;
    telling.add(machine.id);
    void new Telling(world, machine).go().finally(() => telling.delete(machine.id));
  }
}

/** One machine that says what it does, each minute for some hours. */
class Telling {
  readonly #world: YearWorld;
  readonly #machine: Machine;
  readonly #token: string;
  #unheard: Sample[] = [];

  constructor(world: YearWorld, machine: Machine) {
    this.#world = world;
    this.#machine = machine;
    const instance = world.aws.ec2.instances.find(({ machineId }) => machineId === machine.id);
    const data = JSON.parse(Buffer.from(instance?.asked.UserData ?? 'e30=', 'base64').toString()) as Partial<UserData>;
    this.#token = data.token ?? '';
  }

  async go(): Promise<void> {
    const { time, chance } = this.#world.around;
    const { idleMinutes = 30 } = this.#world.witness.rules;
    const minutes = idleMinutes + chance.whole(0, 90);
    const usedAt = new Set(Array.from({ length: chance.whole(0, 2) }, () => chance.whole(0, minutes)));
    const [silentFrom, silentFor] = [chance.whole(0, minutes), chance.oneOf([0, 0, 2, 8])];
    const keptAt = chance.happens(0.15) ? chance.whole(0, minutes) : undefined;
    for (let minute = 0; minute < minutes && this.#machine.state === 'ready'; minute++) {
      await time.sleep(minuteMs);
      if (minute === keptAt) await this.#keep();
      if (minute >= silentFrom && minute < silentFrom + silentFor) continue;
      if (!(await this.#tell(usedAt.has(minute)))) return;
    }
  }

  /** @returns whether anybody listens */
  async #tell(isUsed: boolean): Promise<boolean> {
    const sample = { at: this.#world.now, measured: isUsed ? this.#busy() : this.#quiet() };
    said(this.#machine, { at: sample.at, isUsed });
    this.#unheard = [...this.#unheard, sample].slice(-mostUnheard);
    const sent = this.#unheard;
    const taken = await this.#send(async (replica) => {
      const samples = sent.map(({ at, measured }) => ({
        secondsAgo: Math.max(0, Math.round((this.#world.now - at) / 1000)),
        ...measured,
      }));
      await replica.usage.take(this.#machine.id, this.#token, samples, replica.process.clock());
    });
    if (taken === 'yes') {
      this.#unheard = [];
      heard({ witness: this.#world.witness, machine: this.#machine, now: this.#world.now });
    }
    return taken !== 'never-again';
  }

  /** Somebody calls `cloudapp-keep` on it. */
  async #keep(): Promise<void> {
    const minutes = this.#world.around.chance.oneOf([30, 180, 1440]);
    this.#machine.keepsItself = minutes;
    await this.#send(async (replica) => {
      await replica.usage.keepFromMachine(this.#machine.id, this.#token, minutes, replica.process.clock());
    });
  }

  async #send(send: (replica: Replica) => Promise<void>): Promise<'yes' | 'not-now' | 'never-again'> {
    const { time, chance } = this.#world.around;
    const sending = send(chance.oneOf(this.#world.replicas)).then(
      () => 'yes' as const,
      (error: unknown) =>
        error instanceof RefusedError && error.code === 'ended' ? ('never-again' as const) : ('not-now' as const),
    );
    return await Promise.race([sending, time.sleep(patienceMs).then(() => 'not-now' as const)]);
  }

  #quiet(): Sample['measured'] {
    const { chance } = this.#world.around;
    return {
      ...{ cpu: chance.whole(0, 4), memory: 20, disk: 40, load: 0.1, networkKb: chance.whole(0, 400) },
      ...{ terminals: chance.whole(0, 2), connections: chance.whole(0, 2), isTyping: false, jobs: 0 },
    };
  }

  /** Used in one way or another. */
  #busy(): Sample['measured'] {
    const uses = [{ cpu: 60 }, { jobs: 1 }, { isTyping: true }, { networkKb: 20_000 }] as const;
    return { ...this.#quiet(), ...this.#world.around.chance.oneOf(uses) };
  }
}
