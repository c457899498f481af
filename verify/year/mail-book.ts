import type { Troubles } from './troubles.ts';

/** What the checker needs of an entry of the audit log. */
export interface Entry {
  readonly id: string;
  readonly at: number;
  readonly action: string;
  readonly actorId: string | undefined;
  readonly subjectId: string;
  readonly detail: string;
  readonly happensAt: number;
}

/** Whoever gets mails, as far as that decides which. */
export interface Reader {
  readonly id: string;
  readonly email: string;
  unwanted: ReadonlySet<string>;
  unwantedSince: number;
  /** Since when their address takes no mails. */
  bouncedAt: number;
}

interface Expected {
  readonly to: Reader;
  readonly kind: string;
  readonly at: number;
  /** Whether it may be left out, or not. */
  readonly isSure: boolean;
  /** How many may come: one more for each of which nobody could know that it was taken. */
  allowed: number;
  count: number;
}

/** Which mails there are, and of what. */
const kinds: Readonly<Record<string, string>> = {
  'machine-ready': 'machine-ready',
  'machine-failed': 'machine-failed',
  'machine-start-refused': 'start-refused',
  'machine-stop-warned': 'stop-ahead',
  'machine-stopped': 'machine-stopped',
  'budget-reached': 'budget-reached',
  'machine-deletion-warned': 'deletion-ahead',
  'machine-terminated': 'machine-deleted',
  'user-disabled': 'account-disabled',
};
const optional = new Set([
  'machine-ready',
  'machine-failed',
  'start-refused',
  'stop-ahead',
  'machine-stopped',
  'budget-reached',
]);

/** A mail comes with its entry, or with one of the next runs of the clock. */
const lateMs = 150_000;
/** What is being sent when somebody changes their mind may still come. */
const unsureMs = 10 * 60_000;
/** No answer came: SES tells of the mail, or it is tried again after a quarter of an hour; what is refused waits for less. */
const delayedMs = 18 * 60_000;

/** Which mails must have come to whom, against those that came. */
export class MailBook {
  count = 0;
  readonly #expected = new Map<string, Expected>();
  readonly #pending = new Set<string>();
  readonly #troubles: Troubles;
  readonly #find: (what: string) => void;

  constructor(troubles: Troubles, find: (what: string) => void) {
    this.#troubles = troubles;
    this.#find = find;
  }

  /** @param isByHours a stop by hours is told of before, and not when it happens */
  note(entry: Entry, owner: Reader, isByHours = false): void {
    const kind = kinds[entry.action];
    const isForetold = kind === 'machine-stopped' && isByHours;
    if (kind === undefined || entry.actorId === owner.id || isForetold) return;
    const choice = choiceOf(kind, owner, entry.at);
    if (choice === 'unwanted') return;
    const isSure = choice === 'wanted' && owner.bouncedAt === Infinity;
    this.#expected.set(entry.id, { to: owner, kind, at: entry.at, isSure, allowed: 1, count: 0 });
    if (isSure) this.#pending.add(entry.id);
  }

  /** A mail has come. @param isUnknown whether nobody could know that it was taken */
  came(entryId: string, email: string, isUnknown: boolean): void {
    this.count += 1;
    const expected = this.#expected.get(entryId);
    if (expected === undefined) {
      this.#find(`a mail came that nobody was to get (${entryId} to ${email})`);
      return;
    }
    expected.count += 1;
    if (expected.count > expected.allowed)
      this.#find(`the mail ${expected.kind} (${entryId}) came ${expected.count} times`);
    if (isUnknown) expected.allowed += 1;
    this.#pending.delete(entryId);
    if (expected.to.email !== email) this.#find(`the mail ${entryId} went to ${email}`);
  }

  /** A mail was not taken, or nobody knows whether it was: it may come later. */
  delayed(entryId: string, now: number): void {
    const expected = this.#expected.get(entryId);
    if (expected !== undefined) this.#expected.set(entryId, { ...expected, at: now + delayedMs });
  }

  /** What has not come by an instant. */
  pass(now: number): void {
    for (const id of this.#pending) {
      const expected = this.#expected.get(id);
      if (expected === undefined || now < this.#troubles.latest(expected.at, lateMs)) continue;
      this.#pending.delete(id);
      const isOff =
        expected.to.bouncedAt < Infinity ||
        (optional.has(expected.kind) && now - expected.to.unwantedSince < 2 * unsureMs);
      if (!isOff) this.#find(`the mail ${expected.kind} (${id}) did not come`);
    }
  }
}

/** Whether somebody wants mails of a kind; who has just chosen otherwise may get one of either. */
function choiceOf(kind: string, { unwanted, unwantedSince }: Reader, at: number): 'wanted' | 'unwanted' | 'unsure' {
  if (!optional.has(kind)) return 'wanted';
  if (at - unwantedSince < unsureMs) return 'unsure';
  return unwanted.has(kind) ? 'unwanted' : 'wanted';
}
