import { mostTokens } from '@cloudapp/contracts/access-token';
import type { StoredAccessToken } from '@cloudapp/data/access-token-item';
import type { AccessTokenKey, AccessTokenRepository } from '@cloudapp/data/access-token-repository';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Credential, CredentialRepository } from '@cloudapp/data/credential-repository';
import type { Database } from '@cloudapp/data/database';
import type { FactorRepository } from '@cloudapp/data/factor-repository';
import type { IdentityRepository } from '@cloudapp/data/identity-repository';
import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import type { StoredSession } from '@cloudapp/data/session-item';
import type { SessionRepository } from '@cloudapp/data/session-repository';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import { guardStep, plainSteps, step, transact, type Step } from '@cloudapp/data/transaction';
import type { StoredUser, UserChanges } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { AccountConflictError, type AccountConflict } from '../domain/account-conflict.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';
import { underToken } from '../domain/session-life.ts';
import { administratorsChange, changedUser, gaugeChanges } from '../domain/user-changes.ts';
import { administratorSteps } from './administrator-steps.ts';
import { breakGlassSteps } from './break-glass.ts';

/** The hashes of the token that a session has and of the one that it is to have. */
export interface TokenChange {
  readonly from: string;
  readonly to: string;
}

/** A write of a change; one with a condition names what it means when it does not hold. */
export type AccountStep = Step<AccountConflict>;

interface Repositories {
  readonly database: Database;
  readonly users: UserRepository;
  readonly credentials: CredentialRepository;
  readonly quotas: QuotaRepository;
  readonly sessions: SessionRepository;
  readonly accessTokens: AccessTokenRepository;
  readonly factors: FactorRepository;
  readonly identities: IdentityRepository;
  readonly settings: Pick<SettingRepository, 'signIn' | 'unchangedSignInItem'>;
  readonly statisticsEvents: StatisticsEventRepository;
  readonly audit: AuditRepository;
}

/** A password as it is stored; a one-time password has an end. */
export interface PasswordToKeep {
  readonly hash: string;
  /** Whether it is too short to be good without a second factor. */
  readonly isShort?: boolean | undefined;
  readonly expiresAt?: Date | undefined;
}

/**
 * Changes of accounts: user, password, quota, sessions, counts and audit event change together or not at all.
 * All methods throw AccountConflictError.
 */
export class AccountChanges {
  readonly #to: Repositories;

  constructor(repositories: Repositories) {
    this.#to = repositories;
  }

  /** @param more what is written along with it */
  async create(
    user: StoredUser,
    password: PasswordToKeep,
    quotaLimit: number,
    entry: AuditEntry,
    more: readonly AccountStep[] = [],
  ): Promise<void> {
    const administrators = await administratorSteps(this.#to.users, undefined, user);
    const steps = [...this.#creation(user, password, quotaLimit, entry.at), ...administrators, ...more];
    await this.#write(steps, entry);
  }

  /** As `create`, for the one administrator that an empty environment begins with; `edit-conflict` when it is not empty. */
  async createFirstAdministrator(
    user: StoredUser,
    password: PasswordToKeep,
    quotaLimit: number,
    entry: AuditEntry,
  ): Promise<void> {
    const steps = this.#creation(user, password, quotaLimit, entry.at);
    await this.#write([step(this.#to.users.firstAdministratorItem(), 'edit-conflict'), ...steps], entry);
  }

  /**
   * Applies changes to a user as it was read, and returns it as it is then. A new role or status ends all sessions.
   * @param more what is written along with it
   */
  async update(
    user: StoredUser,
    changes: UserChanges,
    quotaLimit: number | undefined,
    entry: AuditEntry,
    more: readonly AccountStep[] = [],
  ): Promise<StoredUser> {
    const after = changedUser(user, changes);
    const kept = await this.#breakGlassSteps(user, after.user);
    const update = step(this.#to.users.updateItem(user, after.changes), 'edit-conflict');
    const steps: AccountStep[] = [update, ...kept, ...more];
    if (after.user.email !== user.email) steps.push(...(await this.#moveSteps(user, after.user.email)));
    if (quotaLimit !== undefined) steps.push(step(this.#to.quotas.limitItem(user.id, quotaLimit), 'edit-conflict'));
    await this.#writeCounted(user, after.user, steps, entry);
    return after.user;
  }

  /**
   * Removes a user who has no machines, and what their tokens were called and where they were used.
   * @param more what is written along with it
   */
  async delete(user: StoredUser, entry: AuditEntry, more: readonly AccountStep[] = []): Promise<void> {
    const steady = await this.#breakGlassSteps(user, undefined);
    const { users, credentials, quotas, accessTokens, factors, identities } = this.#to;
    const [tokens, kept, joined] = await Promise.all([
      accessTokens.listOf(user.id),
      factors.listOf(user.id),
      identities.listOf(user.id),
    ]);
    const steps: AccountStep[] = [
      step(users.deleteItem(user), 'edit-conflict'),
      ...steady,
      ...plainSteps(credentials.deleteItem(user.email)),
      step(quotas.deleteItem(user.id), 'user-has-machines'),
      // At most fifty that hold; a transaction takes a hundred steps, and what has ended goes by itself.
      ...plainSteps(...tokens.slice(0, mostTokens).map((token) => accessTokens.forgetItem(token))),
      ...plainSteps(...kept.map((factor) => factors.forgetItem(factor))),
      ...plainSteps(...joined.map((identity) => identities.forgetItem(identity))),
      ...more,
    ];
    await this.#writeCounted(user, undefined, steps, entry);
  }

  /**
   * Sets a password (a one-time password must be changed) and ends the sessions of the user, all but `keep`, which goes on under another
   * token; `edit-conflict` when it has one already.
   */
  async setPassword(
    user: StoredUser,
    password: PasswordToKeep,
    keep: TokenChange | undefined,
    entry: AuditEntry,
  ): Promise<void> {
    const { users, credentials, settings } = this.#to;
    const sessionEpoch = user.sessionEpoch + 1;
    const isOneTime = password.expiresAt !== undefined;
    const changes = { sessionEpoch, mustChangePassword: isOneTime, hasNoPassword: false };
    const steps: AccountStep[] = [
      step(users.updateItem(user, changes), 'edit-conflict'),
      ...(isOneTime ? await breakGlassSteps(settings, user) : []),
      ...(await administratorSteps(users, user, { ...user, ...changes })),
      step(credentials.updateItem(user.email, credentialOf(user, password)), 'edit-conflict'),
    ];
    if (keep) {
      const session = await this.#sessionOf(keep.from, entry.at);
      if (session.tokenHash !== keep.from) throw new AccountConflictError('edit-conflict');
      steps.push(...this.#tokenSteps(session, keep.to, { epoch: sessionEpoch }, entry.at));
    }
    await this.#write(steps, entry);
  }

  /** Ends all sessions of a user. */
  async signOut(user: StoredUser, entry: AuditEntry): Promise<void> {
    const changes = { sessionEpoch: user.sessionEpoch + 1 };
    await this.#write([step(this.#to.users.updateItem(user, changes), 'edit-conflict')], entry);
  }

  /** Stores the session of a user who has proven who they are; `edit-conflict` when that user was disabled meanwhile. */
  async signIn(user: StoredUser, session: StoredSession, entry: AuditEntry): Promise<void> {
    const { users, sessions } = this.#to;
    const steps: AccountStep[] = [
      step(users.signedInItem(user, entry.at), 'edit-conflict'),
      step(sessions.putItem(session), 'edit-conflict'),
    ];
    await this.#write(steps, entry);
  }

  /**
   * Notes that whoever has a session has proven who they are, and gives it another token: whoever had got hold of the one before is
   * left behind.
   * @returns whether it has the new token; not when it was given another already, as by a proof at the same time
   */
  async renewProof({ from, to }: TokenChange, entry: AuditEntry): Promise<boolean> {
    const session = await this.#sessionOf(from, entry.at);
    if (session.tokenHash !== from) {
      await this.#write([], entry);
      return false;
    }
    const steps = this.#tokenSteps(session, to, { provenAt: entry.at.toISOString() }, entry.at);
    const write = async () => {
      await this.#write(steps, entry);
      return true;
    };
    return this.#unlessMoved(session, entry, write, () => this.renewProof({ from, to }, entry));
  }

  /** Ends one session, whatever token it has by now. */
  async endSession(tokenHash: string, userId: string, entry: AuditEntry): Promise<void> {
    const session = await this.#sessionOf(tokenHash, entry.at);
    const steps = [step(this.#to.sessions.deleteItem(session.tokenHash, userId), 'session-ended')];
    await this.#unlessMoved(
      session,
      entry,
      () => this.#write(steps, entry),
      () => this.endSession(tokenHash, userId, entry),
    );
  }

  /** Stores a token. One of a user who was signed out meanwhile has ended by its epoch. */
  async addAccessToken(token: StoredAccessToken, entry: AuditEntry): Promise<void> {
    await this.#write([guardStep(this.#to.accessTokens.putItem(token))], entry);
  }

  /** Ends a token; `token-ended` when it has ended already. */
  async endAccessToken(key: AccessTokenKey, entry: AuditEntry): Promise<void> {
    await this.#write([step(this.#to.accessTokens.deleteItem(key), 'token-ended')], entry);
  }

  async #sessionOf(tokenHash: string, now: Date): Promise<StoredSession> {
    const session = await this.#to.sessions.get(tokenHash, now);
    if (session === undefined) throw new AccountConflictError('session-ended');
    return session;
  }

  /** Writes what goes by a session's token, and once more when it was given another meanwhile. */
  async #unlessMoved<T>(
    { tokenHash }: StoredSession,
    { at }: AuditEntry,
    write: () => Promise<T>,
    again: () => Promise<T>,
  ): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof AccountConflictError) || (await this.#sessionOf(tokenHash, at)).tokenHash === tokenHash) {
        throw error;
      }
      return again();
    }
  }

  #tokenSteps(
    before: StoredSession,
    tokenHash: string,
    changes: Parameters<typeof underToken>[2],
    now: Date,
  ): AccountStep[] {
    const { session, replaced } = underToken(before, tokenHash, changes, now);
    const { sessions } = this.#to;
    return [step(sessions.putItem(session), 'edit-conflict'), step(sessions.replaceItem(replaced), 'edit-conflict')];
  }

  #creation(user: StoredUser, password: PasswordToKeep, quotaLimit: number, at: Date): AccountStep[] {
    const { users, credentials, quotas, statisticsEvents } = this.#to;
    return [
      step(credentials.putItem(user.email, credentialOf(user, password)), 'email-taken'),
      step(users.putItem(user), 'edit-conflict'),
      step(quotas.putItem(user.id, quotaLimit), 'edit-conflict'),
      ...plainSteps(...statisticsEvents.items({ gauges: gaugeChanges(undefined, user) }, at)),
    ];
  }

  /** A password follows its user to another e-mail; whoever sets one at the same moment has made another version of the user. */
  async #moveSteps(user: StoredUser, email: string): Promise<AccountStep[]> {
    const { credentials } = this.#to;
    const credential = await credentials.get(user.email);
    if (credential === undefined) throw new AccountConflictError('edit-conflict');
    return [
      step(credentials.putItem(email, credential), 'email-taken'),
      ...plainSteps(credentials.deleteItem(user.email)),
    ];
  }

  async #breakGlassSteps(before: StoredUser, after: StoredUser | undefined): Promise<AccountStep[]> {
    return administratorsChange(before, after).active < 0 ? await breakGlassSteps(this.#to.settings, before) : [];
  }

  /** Writes what makes a user another, or nobody, with the counts that move. Overtaken by who took the last but one, it says so. */
  async #writeCounted(
    before: StoredUser,
    after: StoredUser | undefined,
    steps: readonly AccountStep[],
    entry: AuditEntry,
  ): Promise<void> {
    const { users, statisticsEvents } = this.#to;
    const gauges = plainSteps(...statisticsEvents.items({ gauges: gaugeChanges(before, after) }, entry.at));
    const administrators = await administratorSteps(users, before, after);
    try {
      await this.#write([...steps, ...administrators, ...gauges], entry);
    } catch (error) {
      if (error instanceof AccountConflictError && error.code === 'edit-conflict') {
        await administratorSteps(users, before, after);
      }
      throw error;
    }
  }

  async #write(steps: readonly AccountStep[], { event, at }: AuditEntry): Promise<void> {
    const all = [...steps, this.#to.audit.step(event, at)];
    await transact(this.#to.database, all, (reason) => {
      throw new AccountConflictError(reason);
    });
  }
}

function credentialOf(user: StoredUser, { hash, expiresAt, isShort }: PasswordToKeep): Credential {
  const bound = expiresAt && { expiresAt: Math.floor(expiresAt.getTime() / 1000) };
  return { userId: user.id, passwordHash: hash, ...(isShort === true && { isShort }), ...bound };
}
