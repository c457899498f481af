import type { StoredAccessToken } from '@cloudapp/data/access-token-item';
import type { AccessTokenRepository } from '@cloudapp/data/access-token-repository';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import type { StoredTokenRequest, TokenRequestAnswer } from '@cloudapp/data/token-request-item';
import type { TokenRequestRepository } from '@cloudapp/data/token-request-repository';
import { guardStep, step, transact, type Step } from '@cloudapp/data/transaction';
import { AccountConflictError, type AccountConflict } from '../domain/account-conflict.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';

interface Repositories {
  readonly database: Database;
  readonly tokenRequests: TokenRequestRepository;
  readonly accessTokens: AccessTokenRepository;
  readonly audit: AuditRepository;
}

/** What becomes of programs that ask for a token; each with its line in the audit log, or not at all. */
export class TokenRequestChanges {
  readonly #to: Repositories;

  constructor(repositories: Repositories) {
    this.#to = repositories;
  }

  /** Answers a request; `token-request-ended` when somebody has answered it. */
  async answer(request: StoredTokenRequest, answer: TokenRequestAnswer, entry: AuditEntry): Promise<void> {
    await this.#write([step(this.#to.tokenRequests.answerItem(request, answer), 'token-request-ended')], entry);
  }

  /** Gives a program its token and ends its request; `token-request-ended` when it was given already. */
  async collect(request: StoredTokenRequest, token: StoredAccessToken, entry: AuditEntry): Promise<void> {
    const { tokenRequests, accessTokens } = this.#to;
    await this.#write(
      [step(tokenRequests.deleteItem(request), 'token-request-ended'), guardStep(accessTokens.putItem(token))],
      entry,
    );
  }

  async #write(steps: readonly Step<AccountConflict>[], { event, at }: AuditEntry): Promise<void> {
    await transact(this.#to.database, [...steps, this.#to.audit.step(event, at)], (reason) => {
      throw new AccountConflictError(reason);
    });
  }
}
