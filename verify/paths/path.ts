import { BlockList } from 'node:net';
import { cidrsOf, hostsOf } from '../../stacks/testing/properties/gate.ts';
import { podMay } from '../../stacks/testing/properties/network-policy.ts';
import { ofType, textOf, type Resource } from '../../stacks/testing/synthesise.ts';

/** Where something runs that opens connections. */
export interface Place {
  /** The subnets that it is in. */
  readonly tier: 'logic' | 'presentation' | 'deployer';
  /** Its security group, by the beginning of its id. */
  readonly group: string;
  /** The service whose network policies hold for it; none for what is no pod. */
  readonly pod?: string;
}

/** An address outside that is nobody's. */
const outside = '203.0.113.9';
const https = 443;

/** The endpoint that the name of an AWS service leads to from a tier; none where it is reached through the internet. */
export function endpointOf(resources: readonly Resource[], tier: Place['tier'], service: string): Resource | undefined {
  const tables = tablesOf(resources, tier);
  return ofType(resources, 'aws_vpc_endpoint')
    .filter(({ attributes }) =>
      new RegExp(`^com[.]amazonaws[.][a-z0-9-]+[.]${service}$`).test(textOf(attributes['service_name'])),
    )
    .find(
      ({ attributes }) =>
        attributes['private_dns_enabled'] === true ||
        tables.some(({ id }) => textOf(attributes['route_table_ids']).includes(`.${id}.`)),
    );
}

/** What is in the way of a connection to an AWS service at 443; nothing when it gets through. */
export function obstaclesTo(resources: readonly Resource[], place: Place, service: string, host = service): string[] {
  const endpoint = endpointOf(resources, place.tier, service);
  if (endpoint?.attributes['vpc_endpoint_type'] === 'Interface') return throughInterface(resources, place, endpoint);
  if (endpoint !== undefined) {
    const missing = tablesOf(resources, place.tier).filter(
      ({ id }) => !textOf(endpoint.attributes['route_table_ids']).includes(`.${id}.`),
    );
    return [
      ...missing.map(({ id }) => `${id} does not lead to ${endpoint.id}`),
      ...mayLeave(resources, place, outside, https, `${service}-addresses`),
    ];
  }
  return obstaclesOutside(resources, place, https, host);
}

/** The same for a server on the internet; `host` is what its certificate is asked for. */
export function obstaclesOutside(resources: readonly Resource[], place: Place, port: number, host: string): string[] {
  return [
    ...mayLeave(resources, place, outside, port),
    ...tablesOf(resources, place.tier).flatMap(({ id }) => {
      const route = ofType(resources, 'aws_route').find(
        ({ attributes }) =>
          textOf(attributes['route_table_id']).includes(`.${id}.`) &&
          attributes['destination_cidr_block'] === '0.0.0.0/0',
      );
      if (route === undefined) return [`${id} has no route out`];
      if (route.attributes['nat_gateway_id'] !== undefined) return [];
      return throughInstance(resources, place, route, port, host);
    }),
  ];
}

/** What is in the way between two groups of ours. */
export function obstaclesBetween(resources: readonly Resource[], from: string, to: string, port: number): string[] {
  const isJoined = (direction: 'ingress' | 'egress', own: string, other: string) =>
    rulesOf(resources, direction).some(
      (rule) =>
        idIn(rule, 'security_group_id').startsWith(own) &&
        idIn(rule, 'referenced_security_group_id').startsWith(other) &&
        isForPort(rule, port),
    );
  return [
    ...(isJoined('egress', from, to) ? [] : [`${from} has no rule out to ${to}:${port}`]),
    ...(isJoined('ingress', to, from) ? [] : [`${to} does not let in ${from} at ${port}`]),
  ];
}

/** Whether a service's pods take what the load balancer sends, from each subnet that it is in. */
export function obstaclesToPods(resources: readonly Resource[], service: string, port: number): string[] {
  return cidrsOf(resources, 'presentation')
    .map((cidr) => cidr.replace('.0/24', '.10'))
    .filter((address) => !podMay(resources, service, 'ingress', address, `TCP ${port}`))
    .map((address) => `network policies of ${service} refuse ${address}`);
}

function throughInterface(resources: readonly Resource[], place: Place, endpoint: Resource): string[] {
  const cidrs = cidrsOf(resources, 'presentation');
  const address = (cidrs[0] ?? '').replace('.0/24', '.10');
  const groups = textOf(endpoint.attributes['security_group_ids']);
  const entering = rulesOf(resources, 'ingress').filter((rule) => groups.includes(idIn(rule, 'security_group_id')));
  const isIn = entering.some((rule) => isForPort(rule, https) && isFrom(rule, resources, place));
  return [
    ...mayLeave(
      resources,
      place,
      address,
      https,
      ...[...groups.matchAll(/aws_security_group\.([\w-]+)\.id/g)].map(([, id = '']) => id),
    ),
    ...(isIn ? [] : [`${endpoint.id} does not let it in`]),
  ];
}

function throughInstance(
  resources: readonly Resource[],
  place: Place,
  route: Resource,
  port: number,
  host: string,
): string[] {
  const [, networkInterface = ''] =
    /aws_network_interface\.([\w-]+)\.id/.exec(textOf(route.attributes['network_interface_id'])) ?? [];
  const instance = ofType(resources, 'aws_instance').find(({ attributes }) =>
    textOf(attributes['network_interface']).includes(`.${networkInterface}.`),
  );
  if (instance === undefined) return [`${route.id} leads nowhere`];
  const entering = rulesOf(resources, 'ingress').filter((rule) =>
    idIn(rule, 'security_group_id').includes('nat-instance'),
  );
  const isIn = entering.some((rule) => isForPort(rule, port) && isFrom(rule, resources, place));
  return [
    ...(handsOn(instance, resources, place, port, host) ? [] : [`the NAT instance does not hand on ${host}:${port}`]),
    ...(isIn ? [] : ['the NAT instance does not let it in']),
  ];
}

/** Whether its packet filter hands on what comes from a place, or its gate joins it to the host. */
function handsOn(
  instance: Resource,
  resources: readonly Resource[],
  { tier }: Place,
  port: number,
  host: string,
): boolean {
  if (tier === 'presentation') return hostsOf(instance).some((line) => line.startsWith(`${host} `));
  const rules = textOf(instance.attributes['user_data']);
  const [, blocks = '', ports = ''] = /ip saddr \{ ([^}]*) \} tcp dport \{ ([^}]*) \} accept/.exec(rules) ?? [];
  return (
    cidrsOf(resources, tier).every((cidr) => blocks.split(', ').includes(cidr)) &&
    ports.split(', ').includes(String(port))
  );
}

/** Its own group and, for pods, the merged network policies. */
function mayLeave(
  resources: readonly Resource[],
  place: Place,
  address: string,
  port: number,
  ...named: string[]
): string[] {
  const isOpen = rulesOf(resources, 'egress')
    .filter((rule) => idIn(rule, 'security_group_id').startsWith(place.group))
    .filter((rule) => isForPort(rule, port))
    .some(({ attributes }) => {
      const other = textOf([attributes['referenced_security_group_id'], attributes['prefix_list_id']]);
      const cidr = textOf(attributes['cidr_ipv4']);
      return named.some((name) => other.includes(name)) || (cidr !== '' && contains(cidr, address));
    });
  const isPolicy = place.pod === undefined || podMay(resources, place.pod, 'egress', address, `TCP ${port}`);
  return [
    ...(isOpen ? [] : [`${place.group} has no rule out to ${address}:${port}`]),
    ...(isPolicy ? [] : [`network policies of ${place.pod ?? ''} close ${address}:${port}`]),
  ];
}

const rulesOf = (resources: readonly Resource[], direction: 'ingress' | 'egress'): Resource[] =>
  ofType(resources, `aws_vpc_security_group_${direction}_rule`);

function idIn({ attributes }: Resource, attribute: string): string {
  return /aws_security_group\.([\w-]+)\.id/.exec(textOf(attributes[attribute]))?.[1] ?? '';
}

const isForPort = ({ attributes }: Resource, port: number): boolean =>
  Number(attributes['from_port']) <= port && port <= Number(attributes['to_port']);

/** Whether a rule lets in all that is in a place: its group, or every subnet that it may be in. */
function isFrom(rule: Resource, resources: readonly Resource[], { group, tier }: Place): boolean {
  if (idIn(rule, 'referenced_security_group_id').startsWith(group)) return true;
  const target = textOf(rule.attributes['security_group_id']);
  const cidrs = rulesOf(resources, 'ingress')
    .filter((one) => textOf(one.attributes['security_group_id']) === target)
    .filter((one) => one.attributes['from_port'] === rule.attributes['from_port'])
    .map(({ attributes }) => textOf(attributes['cidr_ipv4']))
    .filter((cidr) => cidr !== '');
  return cidrsOf(resources, tier).every((subnet) => cidrs.some((cidr) => contains(cidr, subnet.split('/')[0] ?? '')));
}

function contains(cidr: string, address: string): boolean {
  const [network = '', bits] = cidr.split('/');
  const list = new BlockList();
  list.addSubnet(network, Number(bits));
  return list.check(address);
}

function tablesOf(resources: readonly Resource[], tier: Place['tier']): Resource[] {
  return ofType(resources, 'aws_route_table').filter(({ id }) => id.includes(`routes-${tier}`));
}
