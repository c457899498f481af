import { AwsClock } from '@cloudapp/service-kit/aws-clock';
import type { Chance } from './chance.ts';
import type { FaultKind, Faults, ServiceName } from './faults.ts';
import type { VirtualTime } from './virtual-time.ts';

/** An error of the SDK, of which the product knows no more than its name and whose fault it is. */
export function sdkError(name: string, fault: 'client' | 'server', details: object = {}): Error {
  return Object.assign(new Error(name), { name, $fault: fault, $metadata: {}, ...details });
}

/** No answer came: whose fault that is, nobody knows. */
function timeoutError(): Error {
  return Object.assign(new Error('The answer did not come in time'), { name: 'TimeoutError' });
}

export interface Surroundings {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly faults: Faults;
}

/** How often, and how long each time, the SDK waits for a service. */
interface Waiting {
  readonly tries: number;
  readonly seconds: number;
}

const throttlingNames: Readonly<Record<ServiceName, string>> = {
  dynamodb: 'ThrottlingException',
  ec2: 'RequestLimitExceeded',
  s3: 'SlowDown',
  sns: 'ThrottledException',
  kms: 'ThrottlingException',
};
/** What the SDK itself tries again, besides what is throttled. */
const repeated = new Set(['TimeoutError', 'InternalServerError', 'TransactionInProgressException']);
/** How long AWS goes on with a call that nobody waits for any more: seconds as a rule, minutes now and then. */
const lateMs = { most: 20_000, longest: 180_000 };

/** For a process that is no more: nothing that it waits for is ever answered. */
const never = new Promise<never>(() => undefined);

/** A process of the product, which may end at any step that it waits for and whose clock may be wrong. */
export class RunningProcess {
  readonly name: string;
  #isAlive = true;
  /** The product's own clock, on a computer whose clock is wrong. */
  readonly #clock: AwsClock;
  readonly #around: Surroundings;

  constructor(name: string, around: Surroundings, clockOffMs = 0) {
    this.name = name;
    this.#around = around;
    this.#clock = new AwsClock(() => around.time.date().getTime() + clockOffMs);
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  kill(): void {
    this.#isAlive = false;
  }

  readonly clock = (): Date => this.#clock.now();

  /** Waits for something, unless the process ends before or meanwhile. */
  async step<T>(work: () => Promise<T>): Promise<T> {
    await this.#liveOn();
    try {
      return await work();
    } finally {
      await this.#liveOn();
    }
  }

  /** Calls a service as the SDK does, with whatever goes wrong with each try. */
  async call<T>(service: ServiceName, { tries, seconds }: Waiting, effect: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.step(() => this.#attempt(service, seconds * 1000, effect));
      } catch (error) {
        const { name } = error as Error;
        const isRepeated = repeated.has(name) || name === throttlingNames[service];
        if (!isRepeated || attempt >= tries) throw error;
        await this.#around.time.sleep(this.#around.chance.random() * 100 * 2 ** (attempt - 1));
      }
    }
  }

  /** Every answer, also one that refuses, says what time it is at AWS. */
  async #hear<T>(effect: () => Promise<T>): Promise<T> {
    const sentAt = this.#clock.local();
    try {
      return await effect();
    } finally {
      this.#clock.hear(this.#around.time.date().toUTCString(), sentAt);
    }
  }

  async #attempt<T>(service: ServiceName, waitMs: number, effect: () => Promise<T>): Promise<T> {
    const fault = this.#around.faults.draw(service, this.name);
    return fault === undefined ? await this.#hear(effect) : await this.#goWrong(fault, service, waitMs, effect);
  }

  async #goWrong(
    fault: FaultKind,
    service: ServiceName,
    waitMs: number,
    effect: () => Promise<unknown>,
  ): Promise<never> {
    const { time } = this.#around;
    const unheard = (work: Promise<unknown>): void => void work.catch(() => undefined);
    switch (fault) {
      case 'refused':
        throw sdkError('InternalServerError', 'server');
      case 'unanswered':
        await time.sleep(waitMs);
        throw timeoutError();
      case 'throttled':
        throw sdkError(throttlingNames[service], 'client');
      case 'failed-after-success':
        await effect().catch(() => undefined);
        throw sdkError('InternalServerError', 'server');
      case 'answer-lost':
        unheard(effect());
        await time.sleep(waitMs);
        throw timeoutError();
      case 'done-late':
        unheard(this.#later(waitMs).then(effect));
        await time.sleep(waitMs);
        throw timeoutError();
    }
  }

  async #later(waitMs: number): Promise<void> {
    const { time, chance, faults } = this.#around;
    const lateBy = chance.between(0, chance.happens(0.8) ? lateMs.most : lateMs.longest);
    faults.lastEffectAt = Math.max(faults.lastEffectAt, time.now() + waitMs + lateBy);
    await time.sleep(waitMs + lateBy);
  }

  async #liveOn(): Promise<void> {
    if (this.#isAlive && this.#around.faults.drawKill(this.name)) this.kill();
    if (!this.#isAlive) await never;
  }
}
