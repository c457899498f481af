import { createHmac } from 'node:crypto';

/**
 * The headers by which a receiver knows who sent it, when, and whether it has it already.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signatureHeaders(
  deliveryId: string,
  now: Date,
  body: string,
  secret: Uint8Array | undefined,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const headers = { 'webhook-id': deliveryId, 'webhook-timestamp': timestamp };
  if (secret === undefined) return headers;
  const mac = createHmac('sha256', secret).update(`${deliveryId}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${mac}` };
}
