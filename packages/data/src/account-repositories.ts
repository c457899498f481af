import { AccountRepository } from './account-repository.ts';
import { AuditRepository } from './audit-repository.ts';
import { CredentialRepository } from './credential-repository.ts';
import type { Database } from './database.ts';
import { QuotaRepository } from './quota-repository.ts';
import { SessionRepository } from './session-repository.ts';
import { StatisticsRepository } from './statistics-repository.ts';
import { UserRepository } from './user-repository.ts';

/** Everything that accounts are made of, on one database. */
export function accountRepositories(database: Database, idleMinutes = 60) {
  const parts = {
    database,
    users: new UserRepository(database),
    credentials: new CredentialRepository(database),
    quotas: new QuotaRepository(database),
    sessions: new SessionRepository(database, { idleMinutes }),
    statistics: new StatisticsRepository(database),
    audit: new AuditRepository(database),
  };
  return { ...parts, accounts: new AccountRepository(parts) };
}

export type AccountRepositories = ReturnType<typeof accountRepositories>;
