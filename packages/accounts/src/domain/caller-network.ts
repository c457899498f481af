import { isIPv6 } from 'node:net';

const groupsOfNetwork = 4;

/**
 * What attempts from an address are counted under: the address itself, or of IPv6 its /64, the least that a subscriber is given, who
 * could otherwise come from a new address each time (RFC 6177).
 */
export function callerNetwork(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = canonical(address).split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const groups = [...before, ...zeros, ...after];
  // ::ffff:a.b.c.d is one address of IPv4.
  const isMapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  return isMapped ? groups.join(':') : `${groups.slice(0, groupsOfNetwork).join(':')}::/64`;
}

/** As RFC 5952 writes it, without the zone. */
function canonical(address: string): string {
  return new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
