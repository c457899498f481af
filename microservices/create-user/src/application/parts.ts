import type { AccessTokenCheck } from '@cloudapp/accounts/application/access-token-check';
import type { AccountChanges } from '@cloudapp/accounts/application/account-changes';
import type { issueOneTimePassword } from '@cloudapp/accounts/application/one-time-passwords';
import type { SessionCheck } from '@cloudapp/accounts/application/session-check';
import type { Actor } from '@cloudapp/accounts/domain/audit-entry';
import type { Proven } from '@cloudapp/accounts/domain/fresh-proof';
import type { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { CredentialRepository } from '@cloudapp/data/credential-repository';
import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import type { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import type { UserRepository } from '@cloudapp/data/user-repository';

/** Who acts, and when they last proved who they are. */
export type ProvenActor = Actor & Proven;

/** What the use cases are made of; everything that is not a rule comes in through here. */
export interface Parts {
  readonly accounts: AccountChanges;
  readonly audit: AuditRepository;
  readonly users: UserRepository;
  readonly credentials: CredentialRepository;
  readonly quotas: QuotaRepository;
  readonly sessions: SessionCheck;
  readonly tokens: AccessTokenCheck;
  readonly attempts: AttemptRepository;
  readonly statistics: StatisticsRepository;
  readonly passwords: {
    readonly hash: (password: string) => Promise<string>;
    readonly verify: (password: string, hash: string) => Promise<boolean>;
  };
  /** A one-time password to hand over, and what is kept of it. */
  readonly invite: (now: Date) => ReturnType<typeof issueOneTimePassword>;
  /** A token for a session. */
  readonly newToken: () => string;
  readonly newUserId: (now: Date) => string;
  readonly newTokenId: (now: Date) => string;
  /** The text of a token for programs. */
  readonly newAccessToken: (userId: string, tokenId: string) => string;
}
