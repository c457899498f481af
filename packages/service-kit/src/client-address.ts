import { isIP } from 'node:net';

/**
 * The caller's address. Each proxy appends to X-Forwarded-For the address it was called from, so only entries counted from
 * the right, one per proxy of ours, can be believed; everything left of them is the caller's own claim.
 * @param trustedProxyHops how many proxies of ours a request passes; 0 believes the connection alone
 */
export function clientAddress(
  forwardedFor: string | undefined,
  connectionAddress: string | undefined,
  trustedProxyHops: number,
): string {
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim());
  const claimed = trustedProxyHops > 0 ? hops.at(-trustedProxyHops) : undefined;
  const address = claimed !== undefined && isIP(claimed) !== 0 ? claimed : (connectionAddress ?? '');
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}
