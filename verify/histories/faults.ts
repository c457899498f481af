import type { Chance } from './chance.ts';

/** What can go wrong with one call of a service in AWS. */
export const faultKinds = [
  /** Nothing was done, and the caller is told so. */
  'refused',
  'throttled',
  /** It was done, and the caller is told that it was not. */
  'failed-after-success',
  /** It was done, and no answer comes. */
  'answer-lost',
  /** No answer comes, and it is done only after the caller has given up. */
  'done-late',
] as const;
/** What a service does that is gone: nothing, and half of its callers are told so. */
const outageKinds = ['refused', 'unanswered'] as const;
export type FaultKind = (typeof faultKinds)[number] | (typeof outageKinds)[number];

export type ServiceName = 'dynamodb' | 'ec2' | 's3' | 'sns' | 'kms';

/** A fault as the checker looks at it: a kill of a process is one too. */
export interface Fault {
  readonly at: number;
  readonly process: string;
  readonly what: string;
}

/** How much goes wrong while a history is at its worst. */
export interface Rates {
  /** Of each kind, for each call of a service. */
  readonly call: Readonly<Record<ServiceName, number>>;
  /** That a process ends at a step that it waits for. */
  readonly kill: number;
}

/** Says of each call what goes wrong with it, and keeps what did. */
export class Faults {
  readonly all: Fault[] = [];
  /** When the last thing is done that nobody waits for any more. */
  lastEffectAt = 0;
  #isOn = false;
  #gone: ReadonlySet<ServiceName> = new Set();
  readonly #chance: Chance;
  readonly #rates: Rates;
  readonly #now: () => number;

  constructor(chance: Chance, rates: Rates, now: () => number) {
    this.#chance = chance;
    this.#rates = rates;
    this.#now = now;
  }

  begin(): void {
    this.#isOn = true;
  }

  /** From now on all goes well. */
  end(): void {
    this.#isOn = false;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Services that are gone from now on, until others are. */
  set gone(services: readonly ServiceName[]) {
    this.#gone = new Set(services);
  }

  draw(service: ServiceName, process: string): FaultKind | undefined {
    if (this.#gone.has(service)) return this.#chance.oneOf(outageKinds);
    if (!this.#isOn || !this.#chance.happens(this.#rates.call[service] * faultKinds.length)) return undefined;
    const kind = this.#chance.oneOf(faultKinds);
    this.note(process, `${service} ${kind}`);
    return kind;
  }

  drawKill(process: string): boolean {
    const isKilled = this.#isOn && this.#chance.happens(this.#rates.kill);
    if (isKilled) this.note(process, 'killed');
    return isKilled;
  }

  note(process: string, what: string): void {
    this.all.push({ at: this.#now(), process, what });
  }
}
