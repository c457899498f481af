import type { Clock } from './clock.ts';
import { ServiceError } from './service-error.ts';

interface Sent {
  readonly content: string;
  /** Undefined while the transaction goes on. */
  doneAt?: number;
}

const validMilliseconds = 10 * 60_000;

/**
 * The client request tokens of transactions: "valid for 10 minutes after the first request that uses it is completed".
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export class SentTokens {
  readonly #clock: Clock;
  readonly #sent = new Map<string, Sent>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Whether a transaction with this token and content was written already.
   * @throws ServiceError when it still goes on, or had another content
   */
  isDone(token: string, content: string): boolean {
    this.#forgetOld();
    const sent = this.#sent.get(token);
    if (!sent) return false;
    if (sent.content !== content) {
      throw new ServiceError(
        'IdempotentParameterMismatchException',
        'Request token was used with different request parameters',
      );
    }
    if (sent.doneAt !== undefined) return true;
    throw new ServiceError(
      'TransactionInProgressException',
      'The transaction with the given request token is already in progress.',
    );
  }

  /** Carries a transaction out; one that was cancelled may be sent again with the same token. */
  async during<T>(token: string, content: string, work: () => Promise<T>): Promise<T> {
    const sent: Sent = { content };
    this.#sent.set(token, sent);
    try {
      const result = await work();
      sent.doneAt = this.#clock.now();
      return result;
    } catch (error) {
      this.#sent.delete(token);
      throw error;
    }
  }

  /** Tokens are kept in the order in which they came, which is nearly that in which they end. */
  #forgetOld(): void {
    for (const [token, { doneAt }] of this.#sent) {
      if (doneAt === undefined || this.#clock.now() - doneAt <= validMilliseconds) return;
      this.#sent.delete(token);
    }
  }
}
