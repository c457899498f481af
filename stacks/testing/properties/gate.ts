import { ofType, textOf, type Block, type Resource } from '../synthesise.ts';
import { add, change, type Property } from './property.ts';

const instance = 'aws_instance';

/** What nginx's tasks need of AWS besides S3: their image and a place for their log. */
const neededHosts = /^(api\.ecr|\d{12}\.dkr\.ecr|logs)\.[a-z0-9-]+\.amazonaws\.com$/;

const gates = (resources: readonly Resource[]): Resource[] => ofType(resources, instance);
const userDataOf = ({ attributes }: Resource): string => textOf(attributes['user_data']);

/** Blocks of the subnets of a tier. */
export function cidrsOf(resources: readonly Resource[], tier: string): string[] {
  return ofType(resources, 'aws_subnet')
    .filter(({ id }) => id.includes(`subnet-${tier}-`) || id.includes(`subnet-${tier}_`))
    .map(({ attributes }) => textOf(attributes['cidr_block']));
}

/** Names that a gate joins connections to, with what else the map of names says. */
export function hostsOf(gate: Resource): string[] {
  const [, map = ''] = /map \$ssl_preread_server_name \$upstream \{([^}]*)\}/.exec(userDataOf(gate)) ?? [];
  return map
    .split(';')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'default ""')
    .map((line) => line.split(/\s+/).join(' '));
}

/** Why a machine is no gate for the presentation tier. */
function faultsOf(gate: Resource, resources: readonly Resource[]): string[] {
  const rules = userDataOf(gate);
  const cidrs = cidrsOf(resources, 'presentation');
  const blocks = `ip saddr { ${cidrs.join(', ')} }`;
  const [, forwarded = ''] = /chain forward \{([^}]*\}[^}]*\}[^}]*)\}/.exec(rules) ?? [];
  const hosts = hostsOf(gate);
  return [
    ...(rules.includes(`${blocks} tcp dport 443 redirect to :8443`) ? [] : ['it does not catch what comes']),
    ...(forwarded.includes('policy drop') ? [] : ['it hands on what it has no rule for']),
    ...(cidrs.some((cidr) => forwarded.includes(cidr)) ? ['it hands on what presentation sends'] : []),
    ...hosts.filter((line) => {
      const [host = '', upstream] = line.split(' ');
      return !neededHosts.test(host) || upstream !== `${host}:443`;
    }),
  ];
}

/** Whether a route of presentation ends at a gate, which joins it to a few names and to nothing else. */
export function leadsToGate({ attributes }: Resource, resources: readonly Resource[]): boolean {
  const target = textOf(attributes['network_interface_id']);
  const [gate] = gates(resources).filter((one) => {
    const [, networkInterface = '?'] =
      /aws_network_interface\.([\w-]+)\.id/.exec(textOf(one.attributes['network_interface'])) ?? [];
    return target === `\${aws_network_interface.${networkInterface}.id}`;
  });
  return gate !== undefined && faultsOf(gate, resources).length === 0;
}

const edit = (from: string | RegExp, to: string) => (resources: readonly Resource[]) =>
  gates(resources).length === 0
    ? // Where there is no gate, there is none that could be wrong: what is broken is a route without one.
      add('aws_route', { route_table_id: 'presentation', network_interface_id: 'x' })([...resources])
    : change(instance, '', ({ user_data: text }): Block => ({ user_data: textOf(text).replace(from, to) }))(resources);

/** The way out of presentation where it has one: docs/adr/0020-nat-instance-in-dev.md. */
export const gateProperties: readonly Property[] = [
  {
    name: 'no route leads from presentation out, but to a gate that joins it to the names of its image and log alone',
    violations: (resources) =>
      ofType(resources, 'aws_route')
        .filter(({ attributes }) => textOf(attributes['route_table_id']).includes('presentation'))
        .filter((route) => !leadsToGate(route, resources))
        .map(({ id }) => id),
    mutants: {
      'a route to NAT': add('aws_route', { route_table_id: 'presentation', nat_gateway_id: 'x' }),
      'a route to the internet': add('aws_route', { route_table_id: 'presentation', gateway_id: 'x' }),
      'another name': edit(/ {4}logs\.[^;]*;/, '$& kms.eu-west-1.amazonaws.com kms.eu-west-1.amazonaws.com:443;'),
      'any name': edit('default "";', 'default $ssl_preread_server_name:443;'),
      'a name that leads elsewhere': edit(/ logs\.\S+:443;/, ' dynamodb.eu-west-1.amazonaws.com:443;'),
      'what has no rule is handed on': edit('policy drop', 'policy accept'),
      'what presentation sends is handed on': edit(
        /(tcp dport \{ 443, 22 \} accept)/,
        '$1\n ip saddr { 10.40.16.0/24 } accept',
      ),
      'it is not caught': edit('redirect to :8443', 'accept'),
    },
  },
];
