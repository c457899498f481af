import { createHash } from 'node:crypto';

/** One use of an Idempotency-Key: whose it is, and a hash of everything that was asked. */
export interface IdempotentRequest {
  readonly key: string;
  readonly requestHash: string;
}

/**
 * The part of a request that is done by itself, with a key of its own; the first has that of the whole, so that the whole is known by
 * it. No key that somebody sends has a space in it.
 */
export function partOf({ key, requestHash }: IdempotentRequest, index: number): IdempotentRequest {
  return { key: index === 0 ? key : `${key} ${index}`, requestHash };
}

/** @param content what makes two requests the same: route, parameters and body, in a fixed order of fields */
export function idempotentRequest(ownerId: string, key: string, content: unknown): IdempotentRequest {
  const requestHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { key: `${ownerId}#${key}`, requestHash };
}
