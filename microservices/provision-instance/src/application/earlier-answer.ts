import { instanceSchema, type Instance } from '@cloudapp/contracts/instance';
import type { IdempotencyRepository } from '@cloudapp/data/idempotency-repository';
import type { IdempotentRequest } from '../domain/idempotent-request.ts';
import { RefusedError } from './refused-error.ts';

/** The machine that was answered before under this key, if any; a key that was used for something else is refused. */
export async function earlierAnswer(
  repository: IdempotencyRepository,
  request: IdempotentRequest,
  now: Date,
): Promise<Instance | undefined> {
  const stored = await repository.get(request.key, now);
  if (!stored) return undefined;
  if (stored.requestHash !== request.requestHash) throw new RefusedError({ code: 'key-reused' });
  return instanceSchema.parse(stored.answer);
}
