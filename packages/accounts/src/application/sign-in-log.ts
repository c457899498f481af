import type { AuditRepository } from '@cloudapp/data/audit-repository';
import { counter, type Counters } from '@cloudapp/data/counters';
import type { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';

interface SignInLogParts {
  readonly audit: AuditRepository;
  readonly statisticsEvents: StatisticsEventRepository;
  /** Told when counting failed, which never fails a sign-in. */
  readonly onCountingError: (error: unknown) => void;
}

/** An attempt to sign in that came to nothing. */
export interface RefusedSignIn {
  readonly action: 'sign-in-failed' | 'sign-in-locked';
  /** Whose account it was about, where there is one. */
  readonly subject?: { readonly id: string; readonly email: string } | undefined;
  readonly address: string;
  readonly detail?: string;
}

/** Counts sign-ins and records those that failed, however a person is proven. */
export class SignInLog {
  readonly #to: SignInLogParts;

  constructor(parts: SignInLogParts) {
    this.#to = parts;
  }

  async succeeded(now: Date): Promise<void> {
    await this.#count({ [counter.signIns]: 1 }, now);
  }

  async refused({ action, subject, address, detail }: RefusedSignIn, now: Date): Promise<void> {
    const counters = { [counter.failedSignIns]: 1, ...(action === 'sign-in-locked' && { [counter.lockouts]: 1 }) };
    const event = {
      action,
      ...(subject && { subject: { kind: 'user' as const, id: subject.id, name: subject.email } }),
      address,
      detail,
    };
    await Promise.all([this.#to.audit.append(event, now), this.#count(counters, now)]);
  }

  async #count(counters: Counters, now: Date): Promise<void> {
    await this.#to.statisticsEvents.append({ counters }, now).catch(this.#to.onCountingError);
  }
}
