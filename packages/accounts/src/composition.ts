import { AccessTokenRepository } from '@cloudapp/data/access-token-repository';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { CredentialRepository } from '@cloudapp/data/credential-repository';
import type { Database } from '@cloudapp/data/database';
import { DirectoryRepository } from '@cloudapp/data/directory-repository';
import { DirectorySettingRepository } from '@cloudapp/data/directory-setting-repository';
import { FactorRepository } from '@cloudapp/data/factor-repository';
import { IdentityRepository } from '@cloudapp/data/identity-repository';
import { newId } from '@cloudapp/data/ids';
import { QuotaRepository } from '@cloudapp/data/quota-repository';
import { SessionRepository } from '@cloudapp/data/session-repository';
import { SettingRepository } from '@cloudapp/data/setting-repository';
import { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import { TokenRequestRepository } from '@cloudapp/data/token-request-repository';
import { UserRepository } from '@cloudapp/data/user-repository';
import { AccessTokenCheck } from './application/access-token-check.ts';
import { AccountChanges } from './application/account-changes.ts';
import { CompanyAccounts } from './application/company-accounts.ts';
import { DirectoryChanges } from './application/directory-changes.ts';
import { DirectoryTokenCheck } from './application/directory-token-check.ts';
import { FactorChanges } from './application/factor-changes.ts';
import { FactorDemand } from './application/factor-demand.ts';
import { groupRights } from './application/group-rights.ts';
import { SessionCheck } from './application/session-check.ts';
import { TokenRequestChanges } from './application/token-request-changes.ts';

/** Everything that accounts are made of, on one database. */
export function composeAccounts(database: Database) {
  const parts = {
    database,
    users: new UserRepository(database),
    credentials: new CredentialRepository(database),
    quotas: new QuotaRepository(database),
    sessions: new SessionRepository(database),
    accessTokens: new AccessTokenRepository(database),
    factors: new FactorRepository(database),
    identities: new IdentityRepository(database),
    settings: new SettingRepository(database),
    directory: new DirectoryRepository(database),
    directorySettings: new DirectorySettingRepository(database),
    tokenRequests: new TokenRequestRepository(database),
    statisticsEvents: new StatisticsEventRepository(database),
    audit: new AuditRepository(database),
  };
  const accounts = new AccountChanges(parts);
  return {
    ...parts,
    accounts,
    rights: groupRights({ ...parts, accounts }),
    directoryChanges: new DirectoryChanges(parts),
    factorChanges: new FactorChanges(parts),
    requestChanges: new TokenRequestChanges(parts),
  };
}

export type Accounts = ReturnType<typeof composeAccounts>;

/** Whose accounts people have whom companies sign in. @param unmatchedHash a hash that no password matches */
export function composeCompanyAccounts(
  parts: ReturnType<typeof composeAccounts>,
  unmatchedHash: string,
): CompanyAccounts {
  return new CompanyAccounts({
    ...parts,
    unmatchedHash,
    newUserId: (now) => newId('usr', now),
  });
}

/** What a service asks of every request's session. */
export function composeSessionCheck(database: Database, idleMinutes: number): SessionCheck {
  return new SessionCheck({
    sessions: new SessionRepository(database),
    users: new UserRepository(database),
    demand: new FactorDemand(new SettingRepository(database)),
    idleMinutes,
  });
}

/** What a service asks of every request's token. */
export function composeAccessTokenCheck(database: Database): AccessTokenCheck {
  return new AccessTokenCheck(new AccessTokenRepository(database));
}

/** What a service asks of the token of a directory. */
export function composeDirectoryTokenCheck(database: Database): DirectoryTokenCheck {
  return new DirectoryTokenCheck(new DirectorySettingRepository(database));
}
