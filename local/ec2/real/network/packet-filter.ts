import type { SecurityRule } from '../../../../stacks/product/machine-rules.ts';
import type { MachineSpec } from '../../machine-backend.ts';
import { linkOf, places, wayOut } from './addresses.ts';

/** What no machine may reach through the way out, and the addresses in it that it may reach all the same. */
export interface Withheld {
  cidrs: readonly string[];
  exceptions: readonly string[];
}

/**
 * The rules of the namespace that stands for the VPC, for nft: routes between machines, to the internet and to the
 * resolver. Each machine has two chains of its own, for what may come in and what may go out. Its security groups' rules
 * are all in there, and what none of them lets through is dropped without an answer, as EC2 does. The namespace itself sends
 * nothing out: what is led to a machine that is not there ends here.
 */
export function vpcRules({ cidrs, exceptions }: Withheld): string {
  return `table ip vpc {
  set published { type ipv4_addr; }
  set resolvers { type ipv4_addr; elements = { ${places.resolver} }; }
  set withheld { type ipv4_addr; flags interval; auto-merge; elements = { ${cidrs.join(', ')} }; }
  set excepted { type ipv4_addr; ${exceptions.length === 0 ? '' : `elements = { ${exceptions.join(', ')} };`} }
  map egress { type ipv4_addr : verdict; }
  map ingress { type ipv4_addr : verdict; }
  chain resolve {
    type nat hook prerouting priority dstnat;
    ip daddr @resolvers meta l4proto { tcp, udp } th dport 53 dnat to ${wayOut.resolver};
  }
  chain leave {
    type nat hook postrouting priority srcnat;
    oifname "${wayOut.device}" masquerade;
  }
  chain answer {
    type filter hook output priority filter;
    ip saddr ${places.metadata} tcp sport 80 ip ttl set 1;
    oifname "${wayOut.device}" drop;
  }
  chain pass {
    type filter hook forward priority filter; policy drop;
    ct state established,related accept;
    ip daddr ${wayOut.resolver} meta l4proto { tcp, udp } th dport 53 accept;
    ip saddr vmap @egress;
    ip daddr vmap @ingress;
    ip daddr @excepted oifname "${wayOut.device}" ip saddr @published accept;
    ip daddr @withheld drop;
    oifname "${wayOut.device}" ip saddr @published accept;
  }
  chain receive {
    type filter hook input priority filter; policy drop;
    iifname "lo" accept;
    ct state established,related accept;
    udp dport 67 accept;
    ip daddr ${places.metadata} tcp dport 80 accept;
    ip daddr { ${places.frontDoor}, ${places.mirrors} } ip saddr vmap @egress;
    ip daddr { ${places.frontDoor}, ${places.mirrors} } ip saddr @published accept;
  }
}
`;
}

/** What makes a machine known to the rules: its own chains, and whether the internet gateway serves it. */
export function admit(machine: MachineSpec): string {
  const { name, address, resolver } = linkOf(machine);
  const lines = (direction: SecurityRule['direction'], verdict: string): string[] =>
    machine.rules
      .filter((rule) => rule.direction === direction)
      .map((rule) => `add rule ip vpc ${direction}-${name} ${matchOf(rule)} ${verdict}`);
  return [
    `add element ip vpc resolvers { ${resolver} }`,
    `add chain ip vpc ingress-${name}`,
    `add chain ip vpc egress-${name}`,
    ...lines('ingress', 'accept'),
    `add rule ip vpc ingress-${name} drop`,
    ...lines('egress', 'return'),
    `add rule ip vpc egress-${name} drop`,
    `add element ip vpc ingress { ${address} : jump ingress-${name} }`,
    `add element ip vpc egress { ${address} : jump egress-${name} }`,
    ...(machine.publicAddress === undefined ? [] : [`add element ip vpc published { ${address} }`]),
    '',
  ].join('\n');
}

/** Undoes what {@link admit} does. */
export function dismiss(machine: MachineSpec): string {
  const { name, address } = linkOf(machine);
  return [
    ...(machine.publicAddress === undefined ? [] : [`delete element ip vpc published { ${address} }`]),
    ...['ingress', 'egress'].flatMap((direction) => [
      `delete element ip vpc ${direction} { ${address} }`,
      `delete chain ip vpc ${direction}-${name}`,
    ]),
    '',
  ].join('\n');
}

function matchOf({ direction, protocol, port, cidr }: SecurityRule): string {
  const peer = `ip ${direction === 'ingress' ? 'saddr' : 'daddr'} ${cidr}`;
  if (protocol === '-1') return peer;
  return port === undefined ? `${peer} meta l4proto ${protocol}` : `${peer} ${protocol} dport ${port}`;
}
