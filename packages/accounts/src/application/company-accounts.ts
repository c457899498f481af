import type { CredentialRepository } from '@cloudapp/data/credential-repository';
import type { IdentityRepository } from '@cloudapp/data/identity-repository';
import type { StoredIdentityProvider } from '@cloudapp/data/identity-provider-item';
import { step, type Step } from '@cloudapp/data/transaction';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { standardQuota } from '@cloudapp/contracts/user';
import { admissionOf } from '../domain/admission.ts';
import { auditEntry, type Actor } from '../domain/audit-entry.ts';
import { CompanyFault } from '../domain/company-fault.ts';
import type { CompanyPerson } from '../domain/company-person.ts';
import { identityOf } from '../domain/company-words.ts';
import { rightsOf, type GroupRights } from '../domain/group-rules.ts';
import { newUser } from '../domain/new-user.ts';
import type { AccountChanges } from './account-changes.ts';
import type { RightsChange } from './group-rights.ts';
import { againWhenOvertaken } from './overtaken.ts';

type From = Pick<Actor, 'address' | 'now'>;
/** What joins somebody at a company to an account. */
type Joining = readonly Step<'edit-conflict'>[];

interface CompanyAccountsParts {
  readonly users: Pick<UserRepository, 'get'>;
  readonly credentials: Pick<CredentialRepository, 'get'>;
  readonly identities: Pick<IdentityRepository, 'get' | 'putItem'>;
  readonly accounts: Pick<AccountChanges, 'create' | 'update'>;
  readonly rights: RightsChange;
  /** A hash that no password matches. */
  readonly unmatchedHash: string;
  readonly newUserId: (now: Date) => string;
}

/** Finds whose account somebody at a company has, or makes one. */
export class CompanyAccounts {
  readonly #to: CompanyAccountsParts;

  constructor(parts: CompanyAccountsParts) {
    this.#to = parts;
  }

  /**
   * The account of somebody whom a company has signed in, with the role and the quota that their groups give.
   * @throws CompanyFault when they have none and get none
   */
  async of(person: CompanyPerson, provider: StoredIdentityProvider, from: From): Promise<StoredUser> {
    const rights = rightsOf(provider.groupRules, person.groups);
    // Two tabs may come for the first time at the same moment.
    const admit = () => this.#findOrAdmit(person, provider, rights, from);
    const user = await againWhenOvertaken(admit, ['edit-conflict', 'email-taken']);
    // Nothing of a disabled account moves: no session begins.
    if (user.status !== 'active') return user;
    return await this.#to.rights(user, rights, { ...actorOf(user, from), why: `By the groups of ${provider.name}` });
  }

  async #findOrAdmit(
    person: CompanyPerson,
    provider: StoredIdentityProvider,
    rights: GroupRights,
    from: From,
  ): Promise<StoredUser> {
    const identity = identityOf(provider.issuer, person.subject);
    const known = await this.#joined(identity);
    if (known.owner !== undefined) return known.owner;
    const account = person.email === undefined ? undefined : await this.#accountWith(person.email);
    // Perhaps another tab of the same person has made it in between; then it is theirs by now.
    const { owner, userId: gone } = account === undefined ? known : await this.#joined(identity);
    if (owner !== undefined) return owner;
    const admission = admissionOf(person, provider, account);
    if (admission.kind === 'refuse') throw new CompanyFault(admission.reason, admission.detail);
    const joining = (userId: string): Joining => {
      const identityOfUser = { identity, userId, issuer: provider.issuer, joinedAt: from.now.toISOString() };
      return [step(this.#to.identities.putItem(identityOfUser, gone), 'edit-conflict')];
    };
    if (account !== undefined) return await this.#join(account, provider, joining(account.id), from);
    return await this.#create({ ...person, email: admission.email }, provider, rights, joining, from);
  }

  /** Whose account somebody at a company has, and who that is, where there is still such a person. */
  async #joined(identity: string): Promise<{ readonly userId?: string; readonly owner?: StoredUser | undefined }> {
    const joined = await this.#to.identities.get(identity);
    return joined === undefined ? {} : { userId: joined.userId, owner: await this.#to.users.get(joined.userId) };
  }

  async #accountWith(email: string): Promise<StoredUser | undefined> {
    const credential = await this.#to.credentials.get(email);
    return credential && (await this.#to.users.get(credential.userId));
  }

  async #join(
    account: StoredUser,
    { name, issuer }: StoredIdentityProvider,
    joining: Joining,
    from: From,
  ): Promise<StoredUser> {
    const detail = `With ${name}, by the e-mail address that it has verified`;
    const entry = auditEntry(actorOf(account, from), 'identity-joined', account, { detail });
    const changes = { issuers: [...(account.issuers ?? []), issuer] };
    return await this.#to.accounts.update(account, changes, undefined, entry, joining);
  }

  async #create(
    { email, name }: CompanyPerson & { readonly email: string },
    provider: StoredIdentityProvider,
    { role = 'user', quota = standardQuota }: GroupRights,
    joining: (userId: string) => Joining,
    from: From,
  ): Promise<StoredUser> {
    const { accounts, unmatchedHash, newUserId } = this.#to;
    const user: StoredUser = {
      ...newUser(newUserId(from.now), { email, name, role }, from.now),
      mustChangePassword: false,
      hasNoPassword: true,
      issuers: [provider.issuer],
    };
    const entry = auditEntry(actorOf(user, from), 'user-created', user, {
      detail: `By signing in with ${provider.name}`,
    });
    await accounts.create(user, { hash: unmatchedHash }, quota, entry, joining(user.id));
    return user;
  }
}

function actorOf({ id, name }: StoredUser, from: From): Actor {
  return { id, name, ...from };
}
