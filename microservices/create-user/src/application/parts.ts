import type { AccessTokenCheck } from '@cloudapp/accounts/application/access-token-check';
import type { AccountChanges } from '@cloudapp/accounts/application/account-changes';
import type { OwnedSecrets } from '@cloudapp/accounts/adapters/owned-secrets';
import type { testCompany } from '@cloudapp/accounts/adapters/company-test';
import type { ProviderSecrets } from '@cloudapp/accounts/adapters/provider-secrets';
import type { DirectoryChanges } from '@cloudapp/accounts/application/directory-changes';
import type { DirectoryTokenCheck } from '@cloudapp/accounts/application/directory-token-check';
import type { FactorChanges } from '@cloudapp/accounts/application/factor-changes';
import type { FactorCheck } from '@cloudapp/accounts/application/factor-check';
import type { RightsChange } from '@cloudapp/accounts/application/group-rights';
import type { ProofTickets } from '@cloudapp/accounts/application/proof-tickets';
import type { issueOneTimePassword } from '@cloudapp/accounts/application/one-time-passwords';
import type { TokenRequestChanges } from '@cloudapp/accounts/application/token-request-changes';
import type { SessionCheck } from '@cloudapp/accounts/application/session-check';
import type { Actor } from '@cloudapp/accounts/domain/audit-entry';
import type { Proven } from '@cloudapp/accounts/domain/fresh-proof';
import type { AttemptLimit } from '@cloudapp/data/attempt-item';
import type { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { CredentialRepository } from '@cloudapp/data/credential-repository';
import type { Database } from '@cloudapp/data/database';
import type { DeliveryRepository } from '@cloudapp/data/delivery-repository';
import type { DirectoryRepository } from '@cloudapp/data/directory-repository';
import type { DirectorySettingRepository } from '@cloudapp/data/directory-setting-repository';
import type { FactorRepository } from '@cloudapp/data/factor-repository';
import type { MailAddressRepository } from '@cloudapp/data/mail-address-repository';
import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import type { TokenRequestRepository } from '@cloudapp/data/token-request-repository';
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
  /** Addresses that no e-mails go to. */
  readonly mailAddresses: Pick<MailAddressRepository, 'shunned'>;
  readonly sessions: SessionCheck;
  readonly tokens: AccessTokenCheck;
  readonly tokenRequests: TokenRequestRepository;
  readonly requestChanges: TokenRequestChanges;
  readonly attempts: AttemptRepository;
  /** Of wrong passwords and codes, before whoever types them has to wait. */
  readonly limit: AttemptLimit;
  readonly database: Database;
  readonly factors: FactorRepository;
  readonly factorChanges: FactorChanges;
  readonly factorCheck: FactorCheck;
  readonly secrets: Pick<OwnedSecrets, 'seal' | 'open'>;
  readonly directory: DirectoryRepository;
  readonly directorySettings: DirectorySettingRepository;
  readonly directoryChanges: DirectoryChanges;
  readonly directoryToken: DirectoryTokenCheck;
  readonly rights: RightsChange;
  /** Gives everybody of the directory what the rules give, in the background. */
  readonly rightsPass: { readonly start: () => void; readonly idle: () => Promise<void> };
  readonly settings: SettingRepository;
  readonly tickets: ProofTickets;
  /** The origin of the pages, which passkeys are bound to and companies send people back to. */
  readonly site: string;
  readonly providerSecrets: Pick<ProviderSecrets, 'keep' | 'read' | 'remove'>;
  readonly webhookSecrets: Pick<OwnedSecrets, 'seal'>;
  /** What webhooks were told. */
  readonly deliveries: Pick<DeliveryRepository, 'get' | 'latest'>;
  readonly newWebhookId: (now: Date) => string;
  readonly testProvider: typeof testCompany;
  readonly newProviderId: (now: Date) => string;
  readonly statistics: StatisticsRepository;
  readonly passwords: {
    readonly hash: (password: string) => Promise<string>;
    readonly verify: (password: string, hash: string) => Promise<boolean>;
  };
  /** A one-time password to hand over, and what is kept of it. */
  readonly invite: (now: Date) => ReturnType<typeof issueOneTimePassword>;
  /** A token for a session. */
  readonly newToken: () => string;
  /** What a program shows that asks for a token. */
  readonly newUserCode: () => string;
  readonly newUserId: (now: Date) => string;
  readonly newGroupId: (now: Date) => string;
  readonly newTokenId: (now: Date) => string;
  readonly newPasskeyId: (now: Date) => string;
  readonly random: (size: number) => Uint8Array;
  /** The text of a token for programs. */
  readonly newAccessToken: (userId: string, tokenId: string) => string;
}
