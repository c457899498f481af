import { BlockList } from 'node:net';
import { ofType, textOf, type Block, type Resource } from '../synthesise.ts';
import { all, change, first, type Property } from './property.ts';

/** One block of addresses of a network policy: ports as `TCP 443`, none for any. */
interface Rule {
  readonly cidr: string;
  readonly except: readonly string[];
  readonly ports: readonly string[];
}

type Direction = 'ingress' | 'egress';

const anyPort = 'any';
const bitsOf = (cidr: string): number => Number(cidr.split('/')[1]);

function contains(cidr: string, address: string): boolean {
  const [network = '', bits] = cidr.split('/');
  const list = new BlockList();
  list.addSubnet(network, Number(bits));
  return list.check(address);
}

/**
 * What AWS's agent on the nodes makes of all rules of a pod: ports by block of addresses, of which the longest that has an
 * address decides alone. Rules for the same block become one, their exceptions too; a block inherits the ports of those around
 * it unless one of their exceptions has it; an exception that no rule names is closed.
 * @see https://github.com/aws/aws-network-policy-agent/blob/v1.4.1/pkg/fwruleprocessor/fw_rule_processor.go
 *   (ComputeMapEntriesFromEndpointRules)
 */
export function mergeRules(rules: readonly Rule[]): ReadonlyMap<string, readonly string[]> {
  const merged = new Map<string, Rule>();
  for (const rule of rules.toSorted((one, other) => bitsOf(one.cidr) - bitsOf(other.cidr))) {
    const { cidr, except } = rule;
    const ports = rule.ports.length > 0 ? rule.ports : [anyPort];
    const [network = ''] = cidr.split('/');
    const same = merged.get(cidr);
    const around = [...merged.values()].filter(
      (one) => contains(one.cidr, network) && !one.except.some((block) => contains(block, network)),
    );
    merged.set(
      cidr,
      same === undefined
        ? { cidr, except, ports: [...ports, ...around.flatMap((one) => one.ports)] }
        : { cidr, except: [...except, ...same.except], ports: [...ports, ...same.ports] },
    );
  }
  const entries = new Map([...merged].map(([cidr, { ports }]) => [cidr, ports] as const));
  for (const block of rules.flatMap(({ except }) => except)) if (!entries.has(block)) entries.set(block, []);
  return entries;
}

/** The rules in one direction of all policies for pods with these labels; undefined where none speaks of it: all is open. */
function rulesFor(
  resources: readonly Resource[],
  labels: Readonly<Record<string, string>>,
  direction: Direction,
): Rule[] | undefined {
  const specs = ofType(resources, 'kubernetes_network_policy_v1')
    .map(({ attributes }) => first(attributes['spec']))
    .filter((spec) => textOf(spec['policy_types']).toLowerCase().includes(`"${direction}"`))
    .filter((spec) =>
      Object.entries(first(first(spec['pod_selector'])['match_labels'])).every(([key, value]) => labels[key] === value),
    );
  if (specs.length === 0) return undefined;
  const side = direction === 'egress' ? 'to' : 'from';
  return specs
    .flatMap((spec) => all(spec[direction]))
    .flatMap((rule) => all(rule[side]).map((peer) => ruleOf(first(peer['ip_block']), all(rule['ports']))));
}

function ruleOf(block: Block, ports: readonly Block[]): Rule {
  return {
    cidr: textOf(block['cidr']),
    except: all(block['except']).map(textOf),
    ports: ports.map(({ port, protocol }) => `${textOf(protocol)} ${textOf(port)}`),
  };
}

/** Whether a service's pods may open, or accept, a connection with an address on a port such as `TCP 443`. */
export function podMay(
  resources: readonly Resource[],
  service: string,
  direction: Direction,
  address: string,
  port: string,
): boolean {
  const rules = rulesFor(resources, { 'app.kubernetes.io/name': service }, direction);
  if (rules === undefined) return true;
  const [longest] = [...mergeRules(rules)]
    .filter(([cidr]) => contains(cidr, address))
    .sort(([one], [other]) => bitsOf(other) - bitsOf(one));
  return longest?.[1].some((open) => open === port || open === anyPort) ?? false;
}

const endpointOf = (resources: readonly Resource[]): string => {
  const [vpc] = ofType(resources, 'aws_vpc').filter(({ id }) => id.startsWith('app'));
  return textOf(vpc?.attributes['cidr_block']).replace('.0.0/16', '.16.10');
};

/** Egress rules without those for the app's own network on 443. */
export const withoutOwnNetwork = change('kubernetes_network_policy_v1', 'to-aws', ({ spec }) => ({
  spec: {
    ...first(spec),
    egress: all(first(spec)['egress']).map((rule) =>
      textOf(first(rule['ports'])['port']) === '443'
        ? { ...rule, to: all(rule['to']).filter((peer) => textOf(peer).includes('0.0.0.0/0')) }
        : rule,
    ),
  },
}));

/** What the pods' network policies come to on the nodes. */
export const networkPolicyProperties: readonly Property[] = [
  {
    name: "merged as AWS's agent merges them, network policies leave each service its ways",
    violations: (resources) =>
      ['create-user', 'provision-instance', 'view-stats'].flatMap((service) => {
        const ways = [
          [endpointOf(resources), 'TCP 443'],
          ['203.0.113.9', 'TCP 443'],
          ['172.20.0.10', 'UDP 53'],
          ['169.254.170.23', 'TCP 80'],
          ...(service === 'provision-instance' ? [['203.0.113.9', 'TCP 22']] : []),
        ] as const;
        return ways
          .filter(([address = '', port = '']) => !podMay(resources, service, 'egress', address, port))
          .map((way) => `${service} ${way.join(' ')}`);
      }),
    mutants: {
      "the app's network has no rule of its own": withoutOwnNetwork,
      'DNS is closed': change('kubernetes_network_policy_v1', 'to-aws', { spec: { policy_types: ['Egress'] } }),
    },
  },
  {
    name: 'nor do they open more: no login port within private networks, none at all for services that need none',
    violations: (resources) =>
      [
        ['provision-instance', '192.168.1.1', 'TCP 22'],
        ['provision-instance', endpointOf(resources), 'TCP 22'],
        ['provision-instance', '203.0.113.9', 'TCP 25'],
        ['create-user', '203.0.113.9', 'TCP 22'],
        ['view-stats', '203.0.113.9', 'TCP 22'],
      ]
        .filter(([service = '', address = '', port = '']) => podMay(resources, service, 'egress', address, port))
        .map((way) => way.join(' ')),
    mutants: {
      'without exceptions': change('kubernetes_network_policy_v1', 'to-login-port', ({ spec }) => ({
        spec: {
          ...first(spec),
          egress: [{ to: [{ ip_block: { cidr: '0.0.0.0/0' } }], ports: [{ port: '22', protocol: 'TCP' }] }],
        },
      })),
      'for all pods': change('kubernetes_network_policy_v1', 'to-login-port', ({ spec }) => ({
        spec: { ...first(spec), pod_selector: {} },
      })),
    },
  },
];
