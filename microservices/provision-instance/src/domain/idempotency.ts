import { createHash } from 'node:crypto';
import type { IdempotencyRepository, StoredAnswer } from '@cloudapp/data/idempotency-repository';
import { ProblemError } from '@cloudapp/service-kit/problem-error';

/** One use of an Idempotency-Key: whose it is, and a hash of everything that was asked. */
export interface IdempotentRequest {
  readonly key: string;
  readonly requestHash: string;
}

/** @param content what makes two requests the same: route, parameters and body, in a fixed order of fields */
export function idempotentRequest(ownerId: string, key: string | undefined, content: unknown): IdempotentRequest {
  if (key === undefined) throw new ProblemError('idempotency-key-missing');
  const requestHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { key: `${ownerId}#${key}`, requestHash };
}

/** The answer that was given before under this key, if any; a key that was used for something else is refused. */
export async function earlierAnswer<T>(
  repository: IdempotencyRepository,
  request: IdempotentRequest,
  now: Date,
): Promise<T | undefined> {
  const stored: StoredAnswer | undefined = await repository.get(request.key, now);
  if (!stored) return undefined;
  if (stored.requestHash !== request.requestHash) throw new ProblemError('idempotency-key-reused');
  return stored.answer as T;
}
