import type { NewAuditEvent } from './audit-event.ts';
import type { AuditRepository } from './audit-repository.ts';
import { gauge } from './counters.ts';
import type { CredentialRepository } from './credential-repository.ts';
import type { Database } from './database.ts';
import type { QuotaRepository } from './quota-repository.ts';
import type { SessionRepository, StoredSession } from './session-repository.ts';
import type { StatisticsRepository } from './statistics-repository.ts';
import { plainSteps, step, transact, type Step } from './transaction.ts';
import type { StoredUser, UserChanges, UserRepository } from './user-repository.ts';

type ConflictReason = 'email-taken' | 'last-administrator' | 'user-has-machines' | 'edit-conflict' | 'session-ended';

/** Thrown when what a change takes for granted does not hold (any more); nothing was changed. */
export class AccountConflictError extends Error {
  readonly code: ConflictReason;

  constructor(code: ConflictReason) {
    super(`The account could not be changed: ${code}`);
    this.name = 'AccountConflictError';
    this.code = code;
  }
}

type AccountStep = Step<ConflictReason>;

/** What every change is told with. */
interface Told {
  readonly event: NewAuditEvent;
  readonly at: Date;
}

interface Repositories {
  readonly database: Database;
  readonly users: UserRepository;
  readonly credentials: CredentialRepository;
  readonly quotas: QuotaRepository;
  readonly sessions: SessionRepository;
  readonly statistics: StatisticsRepository;
  readonly audit: AuditRepository;
}

/**
 * Changes of accounts: user, password, quota, sessions, counts and audit event change together or not at all.
 * All methods throw AccountConflictError.
 */
export class AccountRepository {
  readonly #to: Repositories;

  constructor(repositories: Repositories) {
    this.#to = repositories;
  }

  async create(user: StoredUser, passwordHash: string, quotaLimit: number, told: Told): Promise<void> {
    const { users } = this.#to;
    const steps = this.#creation(user, passwordHash, quotaLimit);
    if (isActiveAdmin(user)) steps.push(...plainSteps(users.oneAdministratorMoreItem()));
    await this.#write(steps, told);
  }

  /** As `create`, for the one administrator that an empty environment begins with; `edit-conflict` when it is not empty. */
  async createFirstAdministrator(
    user: StoredUser,
    passwordHash: string,
    quotaLimit: number,
    told: Told,
  ): Promise<void> {
    const steps = this.#creation(user, passwordHash, quotaLimit);
    await this.#write([step(this.#to.users.firstAdministratorItem(), 'edit-conflict'), ...steps], told);
  }

  /** Applies changes to a user as it was read, and returns it as it is then. A new role or status ends all sessions. */
  async update(
    user: StoredUser,
    changes: UserChanges,
    quotaLimit: number | undefined,
    told: Told,
  ): Promise<StoredUser> {
    const after = withNewEpochIfNeeded(user, changes);
    const steps: AccountStep[] = [step(this.#to.users.updateItem(user, after.changes), 'edit-conflict')];
    if (quotaLimit !== undefined) steps.push(step(this.#to.quotas.limitItem(user.id, quotaLimit), 'edit-conflict'));
    await this.#write([...steps, ...this.#countSteps(user, after.user)], told);
    return after.user;
  }

  /** Removes a user who has no machines. */
  async delete(user: StoredUser, told: Told): Promise<void> {
    const { users, credentials, quotas } = this.#to;
    const steps: AccountStep[] = [
      step(users.deleteItem(user), 'edit-conflict'),
      ...plainSteps(credentials.deleteItem(user.email)),
      step(quotas.deleteItem(user.id), 'user-has-machines'),
    ];
    await this.#write([...steps, ...this.#countSteps(user, undefined)], told);
  }

  /** Sets a password and ends the sessions of the user, all but `keep`. */
  async setPassword(
    user: StoredUser,
    password: { readonly hash: string; readonly mustChange: boolean },
    keep: { readonly tokenHash: string } | undefined,
    told: Told,
  ): Promise<void> {
    const { users, credentials, sessions } = this.#to;
    const sessionEpoch = user.sessionEpoch + 1;
    const changes = { sessionEpoch, mustChangePassword: password.mustChange };
    const credential = { userId: user.id, passwordHash: password.hash };
    const steps: AccountStep[] = [
      step(users.updateItem(user, changes), 'edit-conflict'),
      step(credentials.updateItem(user.email, credential), 'edit-conflict'),
    ];
    if (keep) steps.push(step(sessions.keepItem(keep.tokenHash, sessionEpoch), 'session-ended'));
    await this.#write(steps, told);
  }

  /** Ends all sessions of a user. */
  async signOut(user: StoredUser, told: Told): Promise<void> {
    const changes = { sessionEpoch: user.sessionEpoch + 1 };
    await this.#write([step(this.#to.users.updateItem(user, changes), 'edit-conflict')], told);
  }

  /** Starts a session for a user whose password held. */
  async signIn(user: StoredUser, session: StoredSession, told: Told): Promise<void> {
    const { users, sessions } = this.#to;
    const steps: AccountStep[] = [
      step(users.signedInItem(user, told.at), 'edit-conflict'),
      step(sessions.putItem(session), 'edit-conflict'),
    ];
    await this.#write(steps, told);
  }

  /** Ends one session. */
  async endSession(tokenHash: string, userId: string, told: Told): Promise<void> {
    await this.#write([step(this.#to.sessions.deleteItem(tokenHash, userId), 'session-ended')], told);
  }

  #creation(user: StoredUser, passwordHash: string, quotaLimit: number): AccountStep[] {
    const { users, credentials, quotas, statistics } = this.#to;
    return [
      step(credentials.putItem(user.email, { userId: user.id, passwordHash }), 'email-taken'),
      step(users.putItem(user), 'edit-conflict'),
      step(quotas.putItem(user.id, quotaLimit), 'edit-conflict'),
      ...plainSteps(statistics.gaugeItem(gaugeChanges(undefined, user))),
    ];
  }

  /** What moves when a user becomes another, or nobody. */
  #countSteps(before: StoredUser, after: StoredUser | undefined): AccountStep[] {
    const { users, statistics } = this.#to;
    const steps: AccountStep[] = [];
    const administrators = Number(isActiveAdmin(after)) - Number(isActiveAdmin(before));
    if (administrators > 0) steps.push(...plainSteps(users.oneAdministratorMoreItem()));
    if (administrators < 0) steps.push(step(users.oneAdministratorLessItem(), 'last-administrator'));
    const changes = gaugeChanges(before, after);
    if (Object.keys(changes).length > 0) steps.push(...plainSteps(statistics.gaugeItem(changes)));
    return steps;
  }

  async #write(steps: readonly AccountStep[], { event, at }: Told): Promise<void> {
    const all = [...steps, ...plainSteps(this.#to.audit.item(event, at))];
    await transact(this.#to.database, all, (reason) => {
      throw new AccountConflictError(reason);
    });
  }
}

function isActiveAdmin(user: StoredUser | undefined): boolean {
  return user?.role === 'admin' && user.status === 'active';
}

function withNewEpochIfNeeded(user: StoredUser, changes: UserChanges) {
  const role = changes.role ?? user.role;
  const status = changes.status ?? user.status;
  const endsSessions = role !== user.role || status !== user.status;
  const all = endsSessions ? { ...changes, sessionEpoch: user.sessionEpoch + 1 } : changes;
  return { changes: all, user: { ...user, ...all, version: user.version + 1 } };
}

/** The gauges that move when a user changes; those that stay are left out. */
function gaugeChanges(before: StoredUser | undefined, after: StoredUser | undefined): Record<string, number> {
  const was = counts(before);
  return Object.fromEntries(
    Object.entries(counts(after))
      .map(([name, value]) => [name, value - (was[name] ?? 0)] as const)
      .filter(([, change]) => change !== 0),
  );
}

function counts(user: StoredUser | undefined): Record<string, number> {
  return {
    [gauge.users]: Number(user !== undefined),
    [gauge.activeUsers]: Number(user?.status === 'active'),
    [gauge.administrators]: Number(isActiveAdmin(user)),
  };
}
