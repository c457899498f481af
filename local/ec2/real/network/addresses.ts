import { resolverAddress } from '../../../../stacks/constructs/addresses.ts';
import type { MachineSpec } from '../../machine-backend.ts';

/**
 * Addresses inside the namespace that stands for the VPC. They are not the computer's: those for documentation (RFC 5737)
 * and for benchmarks (RFC 2544) are used, which lead nowhere else.
 */
export const places = {
  /** Where machines find what the product publishes, as they find its front door on AWS. */
  frontDoor: '198.51.100.1',
  /** Where they find the mirrors and proxies that listen on this computer's own loopback, if its settings name any. */
  mirrors: '198.51.100.2',
  /** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html */
  metadata: '169.254.169.254',
  /** Amazon's resolver, next to the one at the second address of the network. */
  resolver: '169.254.169.253',
} as const;

/** What machines are told of where to report. */
export const frontDoorOrigin = `http://${places.frontDoor}`;

/** The way out of the namespace, by slirp4netns. */
export const wayOut = { device: 'tap0', cidr: '198.18.0.0/24', resolver: '198.18.0.3' } as const;

/** What a machine's interface is told, as DHCP tells it in a VPC. */
export interface Link {
  /** The end of its cable in the VPC's namespace. */
  name: string;
  mac: string;
  address: string;
  prefixLength: number;
  /** The first address of the subnet. */
  gateway: string;
  resolver: string;
}

export function linkOf({ privateAddress, subnet }: Pick<MachineSpec, 'privateAddress' | 'subnet'>): Link {
  const [base = '', prefixLength] = subnet.cidr.split('/');
  const octets = privateAddress.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
  return {
    name: `m${octets.join('')}`,
    mac: ['06', '00', ...octets].join(':'),
    address: privateAddress,
    prefixLength: Number(prefixLength),
    gateway: base.replace(/\d+$/, (last) => String(Number(last) + 1)),
    resolver: resolverAddress(base),
  };
}
