import { instanceSchema, type Instance } from '@cloudapp/contracts/instance';
import type { IdempotencyRepository } from '@cloudapp/data/idempotency-repository';
import * as z from 'zod';
import type { IdempotentRequest } from '../domain/idempotent-request.ts';
import { RefusedError, type Refusal } from './refused-error.ts';

/** Refusals that end a launch which is one of several: asked again, it stays refused. */
const finalRefusalSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('quota-full') }),
  z.object({ code: z.literal('budget-exceeded'), month: z.string(), limit: z.int(), planned: z.int(), takes: z.int() }),
  z.object({ code: z.literal('too-many-launches'), max: z.int(), retryAfterSeconds: z.int() }),
]) satisfies z.ZodType<Refusal>;

export type FinalRefusal = z.infer<typeof finalRefusalSchema>;

/** What is kept of a launch that was refused for good. */
export interface RefusedAnswer {
  readonly refused: FinalRefusal;
}

const answerSchema = z.union([z.object({ refused: finalRefusalSchema }), instanceSchema]);

/**
 * The machine that was answered before under this key, if any; a key that was used for something else is refused.
 * @throws RefusedError as it was refused before
 */
export async function earlierAnswer(
  repository: IdempotencyRepository,
  request: IdempotentRequest,
  now: Date,
): Promise<Instance | undefined> {
  const stored = await repository.get(request.key, now);
  if (!stored) return undefined;
  if (stored.requestHash !== request.requestHash) throw new RefusedError({ code: 'key-reused' });
  const answer = answerSchema.parse(stored.answer);
  if ('refused' in answer) throw new RefusedError(answer.refused);
  return answer;
}

/** Why a launch is refused for good; undefined where asking again may help. */
export function finalRefusalIn(error: unknown): FinalRefusal | undefined {
  return error instanceof RefusedError ? finalRefusalSchema.safeParse(error.refusal).data : undefined;
}
