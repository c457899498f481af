import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import type {
  StoredDirectoryRules,
  StoredDirectoryToken,
  StoredGroup,
  StoredPerson,
} from '@cloudapp/data/directory-item';
import type { Claim, DirectoryRepository } from '@cloudapp/data/directory-repository';
import type { DirectorySettingRepository } from '@cloudapp/data/directory-setting-repository';
import { plainSteps, step, transact } from '@cloudapp/data/transaction';
import { AccountConflictError } from '../domain/account-conflict.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';
import type { AccountStep } from './account-changes.ts';

interface Repositories {
  readonly database: Database;
  readonly directory: DirectoryRepository;
  readonly directorySettings: DirectorySettingRepository;
  readonly audit: AuditRepository;
}

/**
 * Changes of the directory itself: what is changed, what only one may have, and the audit event change together or not at all.
 * All methods throw AccountConflictError.
 */
export class DirectoryChanges {
  readonly #to: Repositories;

  constructor(repositories: Repositories) {
    this.#to = repositories;
  }

  async replaceToken(token: StoredDirectoryToken, entry: AuditEntry): Promise<void> {
    await this.#write(plainSteps(this.#to.directorySettings.tokenItem(token)), entry);
  }

  async endToken(entry: AuditEntry): Promise<void> {
    await this.#write([step(this.#to.directorySettings.endTokenItem(), 'directory-token-ended')], entry);
  }

  /** @param mark that people wait for what the rules give them */
  async setRules(
    read: StoredDirectoryRules,
    rules: StoredDirectoryRules['rules'],
    mark: string,
    entry: AuditEntry,
  ): Promise<void> {
    await this.#write([step(this.#to.directorySettings.rulesItem(read, rules, mark), 'edit-conflict')], entry);
  }

  /** Stores a group in place of the one that was read, if there was one. */
  async putGroup(group: StoredGroup, read: StoredGroup | undefined, entry: AuditEntry): Promise<void> {
    const { directory } = this.#to;
    const put = step(directory.groupItem(group, read), 'edit-conflict');
    await this.#write([put, ...this.#claimSteps(read, group)], entry);
  }

  async removeGroup(read: StoredGroup, entry: AuditEntry): Promise<void> {
    const remove = step(this.#to.directory.removeItem(read), 'edit-conflict');
    await this.#write([remove, ...this.#claimSteps(read, undefined)], entry);
  }

  #claimSteps(before: StoredGroup | undefined, after: StoredGroup | undefined): AccountStep[] {
    const { directory } = this.#to;
    const id = (after ?? before)?.id;
    return [
      ...claimSteps(directory, 'group-name', id, before && nameKey(before), after && nameKey(after)),
      ...claimSteps(directory, 'group-external-id', id, before?.externalId, after?.externalId),
    ];
  }

  async #write(steps: readonly AccountStep[], { event, at }: AuditEntry): Promise<void> {
    await transact(this.#to.database, [...steps, this.#to.audit.step(event, at)], (reason) => {
      throw new AccountConflictError(reason);
    });
  }
}

/** By what a group is found whose name is written in any case. */
export function nameKey({ displayName }: Pick<StoredGroup, 'displayName'>): string {
  return displayName.toLowerCase();
}

/** What is written when somebody leaves the directory. */
export function leaveSteps(directory: DirectoryRepository, { userId, externalId }: StoredPerson): AccountStep[] {
  return [
    step(directory.leaveItem(userId), 'edit-conflict'),
    ...claimSteps(directory, 'person-external-id', userId, externalId, undefined),
  ];
}

/** What is written when what only one may have becomes another, nothing, or was nothing before. */
export function claimSteps(
  directory: DirectoryRepository,
  claim: Claim,
  ownerId: string | undefined,
  before: string | undefined,
  after: string | undefined,
): AccountStep[] {
  if (before === after || ownerId === undefined) return [];
  return [
    ...(before === undefined ? [] : plainSteps(directory.unclaimItem(claim, before))),
    ...(after === undefined ? [] : [step(directory.claimItem(claim, after, ownerId), 'directory-has-it' as const)]),
  ];
}
