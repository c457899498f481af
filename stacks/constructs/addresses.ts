import { regions, type Region } from '../../config/regions.ts';

/**
 * A block inside a /16, so that the plan shows addresses instead of functions.
 *
 * @param network e.g. `10.40.0.0/16`
 */
export function subnetCidr(network: string, thirdOctet: number, bits: number): string {
  const [first = '', second = ''] = network.split('.');
  return `${first}.${second}.${thirdOctet}.0/${bits}`;
}

/** The block of machines in a zone, for 8,000 of them: zones are counted from 0. */
export function machineSubnetCidr(network: string, zone: number): string {
  return subnetCidr(network, 32 * (zone + 1), 19);
}

/** Amazon's resolver: the second address of a network. */
export function resolverAddress(network: string): string {
  const [first = '', second = ''] = network.split('.');
  return `${first}.${second}.0.2`;
}

export function zoneNames(region: Region, count: number): string[] {
  return regions[region].zones.slice(0, count).map((letter) => `${region}${letter}`);
}
