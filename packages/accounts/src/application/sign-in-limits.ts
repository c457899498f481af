import type { Attempt } from '@cloudapp/data/attempt-item';
import type { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { Credential } from '@cloudapp/data/credential-repository';
import { callerNetwork } from '../domain/caller-network.ts';

/** Where an attempt comes from, and whose password it tries. */
export interface Attempted {
  readonly email: string;
  readonly credential: Credential | undefined;
  readonly address: string;
  /** The token of a browser from which the account's owner has signed in before. */
  readonly knownDevice: string | undefined;
}

export interface SignInLimitSettings {
  /** Failures within the window of one e-mail from one address or known browser. */
  readonly maxFailures: number;
  /** The same of an address, whatever e-mails it tries. */
  readonly maxFailuresPerAddress: number;
  /** Failures of one e-mail from all unknown browsers together, after which they go on one by one. */
  readonly maxFailuresPerAccount: number;
  readonly windowSeconds: number;
}

type Refused = Extract<Attempt, { readonly isAllowed: false }>;

/** When the next attempt may be made. */
export interface RefusedAttempt extends Refused {
  /** Whether nobody from there was refused before in this wait. */
  readonly isFirst: boolean;
}

/** What to do about the count of an attempt when it succeeds. */
interface Allowed {
  readonly isAllowed: true;
  readonly isLast: boolean;
  readonly takeBack: () => Promise<unknown>;
}

/** Whether an attempt may be made. */
export type CountedAttempt = RefusedAttempt | Allowed;

/** Between two attempts on an account that is being guessed at from many places: 45 in a quarter of an hour. */
const secondsBetweenGuesses = 20;

/** Counts attempts to sign in before they are made; docs/adr/0023-strangers-lock-themselves-out.md says by what and why. */
export class SignInLimits {
  readonly #attempts: AttemptRepository;
  readonly #settings: SignInLimitSettings;

  constructor(attempts: AttemptRepository, settings: SignInLimitSettings) {
    this.#attempts = attempts;
    this.#settings = settings;
  }

  async begin(attempted: Attempted, now: Date): Promise<CountedAttempt> {
    const { address, knownDevice } = attempted;
    const counted =
      knownDevice === undefined
        ? await this.#beginAsStranger(attempted, now)
        : await this.#beginOnDevice(subjectOf(attempted, knownDevice), now);
    if (counted.isAllowed) return counted;
    const once = { maxFailures: 1, windowSeconds: counted.retryAfterSeconds };
    const told = await this.#attempts.begin('refused', knownDevice ?? callerNetwork(address), once, now);
    return { ...counted, isFirst: told.isAllowed };
  }

  async #beginOnDevice(subject: string, now: Date): Promise<Allowed | Refused> {
    const { maxFailures, windowSeconds } = this.#settings;
    const attempt = await this.#attempts.begin('device', subject, { maxFailures, windowSeconds }, now);
    return attempt.isAllowed ? { ...attempt, takeBack: () => this.#attempts.reset('device', subject) } : attempt;
  }

  async #beginAsStranger(attempted: Attempted, now: Date): Promise<Allowed | Refused> {
    const { maxFailures, maxFailuresPerAddress, windowSeconds } = this.#settings;
    const network = callerNetwork(attempted.address);
    const subject = subjectOf(attempted, network);
    const [own, byAddress] = await Promise.all([
      this.#attempts.begin('email', subject, { maxFailures, windowSeconds }, now),
      this.#attempts.begin('address', network, { maxFailures: maxFailuresPerAddress, windowSeconds }, now),
    ]);
    const wait = Math.max(waitOf(own), waitOf(byAddress));
    if (wait > 0) return { isAllowed: false, retryAfterSeconds: wait };
    const account = subjectOf(attempted);
    const ofAll = await this.#beginAmongAll(account, now);
    if (!ofAll.isAllowed) return ofAll;
    const takeBack = () =>
      Promise.all([
        this.#attempts.reset('email', subject),
        this.#attempts.takeBack('address', network),
        this.#attempts.takeBack('account', account),
      ]);
    return { isAllowed: true, isLast: own.isAllowed && own.isLast, takeBack };
  }

  /** After too many failures from everywhere strangers are not locked out: one of them at a time, with a pause in between. */
  async #beginAmongAll(account: string, now: Date): Promise<Attempt> {
    const { maxFailuresPerAccount: maxFailures, windowSeconds } = this.#settings;
    const counted = await this.#attempts.begin('account', account, { maxFailures, windowSeconds }, now);
    if (counted.isAllowed) return counted;
    const oneByOne = { maxFailures: 1, windowSeconds: secondsBetweenGuesses };
    return await this.#attempts.begin('account-turn', account, oneByOne, now);
  }
}

/** Counts hold for one password: another one, or an account that has just been made, begins anew. */
function subjectOf({ email, credential }: Attempted, ...from: string[]): string {
  return [email, credential?.passwordHash ?? '', ...from].join('\n');
}

function waitOf(attempt: Attempt): number {
  return attempt.isAllowed ? 0 : attempt.retryAfterSeconds;
}
