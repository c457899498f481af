import type { NewAuditEvent } from '@cloudapp/data/audit-event';
import type { AccountRepository } from '@cloudapp/data/account-repository';
import type { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { CredentialRepository } from '@cloudapp/data/credential-repository';
import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import type { SessionRepository } from '@cloudapp/data/session-repository';
import type { UserRepository } from '@cloudapp/data/user-repository';

/** What the domain is made of; everything that is not a rule comes in through here. */
export interface Parts {
  readonly accounts: AccountRepository;
  readonly users: UserRepository;
  readonly credentials: CredentialRepository;
  readonly quotas: QuotaRepository;
  readonly sessions: SessionRepository;
  readonly attempts: AttemptRepository;
  readonly passwords: {
    readonly hash: (password: string) => Promise<string>;
    readonly verify: (password: string, hash: string) => Promise<boolean>;
    readonly generate: () => string;
  };
  readonly newUserId: (now: Date) => string;
}

/** Who does something, from where and when. */
export interface Doer {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly now: Date;
}

interface Subject {
  readonly id: string;
  readonly name: string;
}

/** How a change is told in the audit log. */
export function told(
  doer: Doer,
  action: NewAuditEvent['action'],
  subject: Subject,
  { kind = 'user', detail }: { kind?: 'user' | 'session'; detail?: string | undefined } = {},
) {
  const event: NewAuditEvent = {
    action,
    actor: { id: doer.id, name: doer.name },
    subject: { kind, id: subject.id, name: subject.name },
    address: doer.address,
    detail,
  };
  return { event, at: doer.now };
}
