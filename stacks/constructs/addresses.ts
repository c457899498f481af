/**
 * A block inside a /16, so that the plan shows addresses instead of functions.
 *
 * @param network e.g. `10.40.0.0/16`
 */
export function subnetCidr(network: string, thirdOctet: number, bits: number): string {
  const [first = '', second = ''] = network.split('.');
  return `${first}.${second}.${thirdOctet}.0/${bits}`;
}

/** Amazon's resolver: the second address of a network. */
export function resolverAddress(network: string): string {
  const [first = '', second = ''] = network.split('.');
  return `${first}.${second}.0.2`;
}

export function zoneNames(region: string, count: number): string[] {
  return ['a', 'b', 'c'].slice(0, count).map((letter) => `${region}${letter}`);
}
