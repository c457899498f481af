import type { BlueprintPorts } from './blueprints.ts';

/** Traffic that a machine's security group lets through; everything else is refused. Plain data, so that the local cloud enforces the same. */
export interface SecurityRule {
  /** Its name among the rules of the group. */
  readonly id: string;
  readonly direction: 'ingress' | 'egress';
  /** `-1` is every protocol and port. */
  readonly protocol: 'tcp' | '-1';
  /** The one port that it opens; absent for every port. */
  readonly port?: number;
  /** Who may come from, or be reached at. */
  readonly cidr: string;
  readonly description: string;
}

export interface Sources {
  /** Networks of the people who use machines. */
  readonly allowedCidrs: readonly string[];
  /** Addresses of the logic tier, which tries the login port before it calls a machine ready. */
  readonly logicAddresses: readonly string[];
}

const loginPort = 22;

/** What the rules say that let everybody in: no rule without these words may. */
export const publishedWords = 'the blueprint publishes pages here';

/** The rules of the security group of a blueprint's machines. */
export function machineRules(
  { openPorts, publicPorts }: BlueprintPorts,
  { allowedCidrs, logicAddresses }: Sources,
): SecurityRule[] {
  const ingress = (id: string, port: number, cidr: string, description: string): SecurityRule => ({
    id,
    direction: 'ingress',
    protocol: 'tcp',
    port,
    cidr,
    description,
  });
  return [
    ...openPorts.flatMap((port) =>
      allowedCidrs.map((cidr, index) => ingress(`${port}-${index}`, port, cidr, 'open port of the blueprint')),
    ),
    // Let's Encrypt asks from addresses that it does not tell: https://letsencrypt.org/docs/faq/
    ...publicPorts.map((port) => ingress(`public-${port}`, port, '0.0.0.0/0', publishedWords)),
    ...logicAddresses.map((address, index) =>
      ingress(`login-check-${index}`, loginPort, `${address}/32`, 'CloudApp tries the login port'),
    ),
    {
      id: 'out',
      direction: 'egress',
      protocol: '-1',
      cidr: '0.0.0.0/0',
      description: 'users install and reach what they like; nothing of CloudApp is on this network',
    },
  ];
}
