import type { SecurityRule } from '../../../../stacks/product/machine-rules.ts';

/**
 * Who may come to which port, by the rules that open a single TCP port, as all of the product's do: a public address on
 * this computer can listen for ports, but not for all of them.
 */
export function openTo(rules: readonly SecurityRule[]): Map<number, string[]> {
  const open = new Map<number, string[]>();
  for (const { direction, port, cidr } of rules) {
    if (direction === 'ingress' && port !== undefined) open.set(port, [...(open.get(port) ?? []), cidr]);
  }
  return open;
}
