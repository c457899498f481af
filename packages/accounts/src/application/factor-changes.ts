import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import type { StoredAuthenticator, StoredFactor, StoredPasskey, StoredRecoveryCodes } from '@cloudapp/data/factor-item';
import type { FactorRepository } from '@cloudapp/data/factor-repository';
import { plainSteps, step, transact, type Step } from '@cloudapp/data/transaction';
import type { StoredUser, UserChanges } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { AccountConflictError, type AccountConflict } from '../domain/account-conflict.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';
import { factorKinds } from '../domain/second-factor.ts';

interface Repositories {
  readonly database: Database;
  readonly users: UserRepository;
  readonly factors: FactorRepository;
  readonly audit: AuditRepository;
}

/**
 * Changes of second factors: factor, user and audit event change together or not at all. All methods throw AccountConflictError,
 * `edit-conflict` when somebody else has changed the user or the factor since they were read.
 */
export class FactorChanges {
  readonly #to: Repositories;

  constructor(repositories: Repositories) {
    this.#to = repositories;
  }

  /** @param recoveryCodes those that come with the first factor */
  async confirmAuthenticator(
    user: StoredUser,
    authenticator: StoredAuthenticator,
    codeStep: number,
    recoveryCodes: StoredRecoveryCodes | undefined,
    entry: AuditEntry,
  ): Promise<void> {
    const item = this.#to.factors.confirmItem(authenticator, codeStep);
    await this.#add(user, [step(item, 'edit-conflict')], 'authenticator', recoveryCodes, entry);
  }

  /** As `confirmAuthenticator`; `factor-exists` when somebody has this passkey already. */
  async addPasskey(
    user: StoredUser,
    passkey: StoredPasskey,
    recoveryCodes: StoredRecoveryCodes | undefined,
    entry: AuditEntry,
  ): Promise<void> {
    const item = this.#to.factors.putItem(passkey);
    await this.#add(user, [step(item, 'factor-exists')], 'passkey', recoveryCodes, entry);
  }

  /** Removes a factor; with the last one the recovery codes go, too. @param kept all that the user has */
  async remove(
    user: StoredUser,
    factor: StoredFactor,
    kept: readonly StoredFactor[],
    entry: AuditEntry,
  ): Promise<void> {
    const { factors } = this.#to;
    const others = kept.filter(({ factorId }) => factorId !== factor.factorId);
    const kinds = factorKinds(others);
    const useless = kinds.length === 0 ? others.filter(({ kind }) => kind === 'recovery-codes') : [];
    await this.#write(
      user,
      { factors: kinds },
      [
        step(factors.deleteItem(factor), 'edit-conflict'),
        ...plainSteps(...useless.map((codes) => factors.forgetItem(codes))),
      ],
      entry,
    );
  }

  async replaceRecoveryCodes(user: StoredUser, codes: StoredRecoveryCodes, entry: AuditEntry): Promise<void> {
    await this.#write(user, {}, plainSteps(this.#to.factors.replaceItem(codes)), entry);
  }

  /** Removes all factors and ends all sessions. @param kept all that the user has */
  async reset(
    user: StoredUser,
    kept: readonly StoredFactor[],
    changes: Pick<UserChanges, 'mustChangePassword'>,
    entry: AuditEntry,
  ): Promise<void> {
    const items = kept.map((factor) => this.#to.factors.forgetItem(factor));
    const sessionEpoch = user.sessionEpoch + 1;
    const factorsResetAt = entry.at.toISOString();
    await this.#write(user, { ...changes, factors: [], factorsResetAt, sessionEpoch }, plainSteps(...items), entry);
  }

  async #add(
    user: StoredUser,
    steps: readonly Step<AccountConflict>[],
    kind: NonNullable<StoredUser['factors']>[number],
    recoveryCodes: StoredRecoveryCodes | undefined,
    entry: AuditEntry,
  ): Promise<void> {
    const codes = recoveryCodes === undefined ? [] : plainSteps(this.#to.factors.replaceItem(recoveryCodes));
    const factors = [...new Set([...(user.factors ?? []), kind])];
    await this.#write(user, { factors }, [...steps, ...codes], entry);
  }

  async #write(
    user: StoredUser,
    changes: UserChanges,
    steps: readonly Step<AccountConflict>[],
    { event, at }: AuditEntry,
  ): Promise<void> {
    const { database, users, audit } = this.#to;
    const all = [step(users.updateItem(user, changes), 'edit-conflict'), ...steps, audit.step(event, at)] as const;
    await transact<AccountConflict, never>(database, all, (reason) => {
      throw new AccountConflictError(reason);
    });
  }
}
