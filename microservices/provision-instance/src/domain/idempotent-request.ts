import { createHash } from 'node:crypto';

/** One use of an Idempotency-Key: whose it is, and a hash of everything that was asked. */
export interface IdempotentRequest {
  readonly key: string;
  readonly requestHash: string;
}

/** @param content what makes two requests the same: route, parameters and body, in a fixed order of fields */
export function idempotentRequest(ownerId: string, key: string, content: unknown): IdempotentRequest {
  const requestHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { key: `${ownerId}#${key}`, requestHash };
}
