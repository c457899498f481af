import { Eip } from '@cdktf/provider-aws/lib/eip/index.js';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway/index.js';
import { Route } from '@cdktf/provider-aws/lib/route/index.js';
import type { RouteTable } from '@cdktf/provider-aws/lib/route-table/index.js';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import type { Gate } from '../product/nat-user-data.ts';
import { resolverAddress, subnetCidr, zoneNames } from './addresses.ts';
import { NatInstance } from './nat-instance.ts';
import { PrivateNetwork } from './private-network.ts';

export interface AppNetworkProps {
  readonly environment: Environment;
  readonly logKeyArn: string;
  readonly flowLogRoleArn: string;
}

/**
 * CloudApp's own network in three tiers, each with route tables of its own:
 * `public` holds NAT and nothing else, `presentation` has no way out but to endpoints or, instead of some of them, to a gate
 * that lets three names through (docs/adr/0020-nat-instance-in-dev.md), `logic` reaches the internet through
 * NAT and is the only one with a route to DynamoDB. Beside them `deployer` is a place for what deploys from inside: it
 * reaches the internet through NAT too, and no gateway endpoint, whose policies have no room for Terraform's state.
 */
export class AppNetwork extends Construct {
  readonly vpcId: string;
  readonly presentationSubnets: readonly Subnet[];
  readonly logicSubnets: readonly Subnet[];
  readonly deployerSubnet: Subnet;
  readonly presentationRoutes: RouteTable;
  readonly logicRoutes: readonly RouteTable[];
  /** Addresses from which the logic tier is seen outside. */
  readonly natAddresses: readonly string[];

  constructor(scope: Construct, id: string, props: AppNetworkProps) {
    super(scope, id);
    const { environment } = props;
    const { appCidr: cidr, zones: zoneCount, nat } = environment.network;
    const zones = zoneNames(environment.region, zoneCount);
    const network = new PrivateNetwork(this, 'network', { ...props, part: 'app', cidr });
    this.vpcId = network.vpcId;

    const publicSubnets = zones.map((zone, index) =>
      network.addSubnet(`public-${index}`, subnetCidr(cidr, index, 24), zone),
    );
    this.presentationSubnets = zones.map((zone, index) =>
      network.addSubnet(`presentation-${index}`, presentationCidr(cidr, index), zone),
    );
    this.logicSubnets = zones.map((zone, index) =>
      network.addSubnet(`logic-${index}`, logicCidr(cidr, index), zone, { 'kubernetes.io/role/internal-elb': '1' }),
    );

    this.deployerSubnet = network.addSubnet('deployer', deployerCidr(cidr), zones[0] ?? '');

    network.addInternetRoute(network.addRouteTable('public', publicSubnets));
    this.presentationRoutes = network.addRouteTable('presentation', this.presentationSubnets);
    this.logicRoutes = this.logicSubnets.map((subnet, index) => network.addRouteTable(`logic-${index}`, [subnet]));

    const ways =
      nat === 'instance'
        ? [this.#addNatInstance(environment, publicSubnets, network)]
        : publicSubnets
            .slice(0, nat === 'gateway' ? 1 : zoneCount)
            .map((subnet, index) => this.#addNat(environment, subnet, index, network));
    this.natAddresses = ways.map(({ address }) => address);
    const deployerRoutes = network.addRouteTable('deployer', [this.deployerSubnet]);
    const gated = hasGate(environment) ? [this.presentationRoutes] : [];
    [...this.logicRoutes, deployerRoutes, ...gated].forEach((table, index) => {
      const { target } = (this.logicRoutes.includes(table) ? ways[index] : undefined) ?? ways[0] ?? {};
      new Route(this, `${table.node.id.replace('routes-', '')}-to-internet`, {
        routeTableId: table.id,
        destinationCidrBlock: '0.0.0.0/0',
        ...target,
      });
    });
  }

  #addNatInstance(environment: Environment, publicSubnets: readonly Subnet[], network: PrivateNetwork) {
    const { appCidr, zones } = environment.network;
    const { interfaceId, address } = new NatInstance(this, 'nat-instance', {
      environment,
      vpcId: network.vpcId,
      subnetId: publicSubnets[0]?.id ?? '',
      cidrs: [...Array.from({ length: zones }, (_, zone) => logicCidr(appCidr, zone)), deployerCidr(appCidr)],
      gate: hasGate(environment) ? gateOf(environment) : undefined,
      internetGateways: network.internetGateways,
    });
    return { target: { networkInterfaceId: interfaceId }, address };
  }

  #addNat(environment: Environment, subnet: Subnet, index: number, network: PrivateNetwork) {
    const tags = { Name: physicalName(environment, `nat-${index}`) };
    const eip = new Eip(this, `nat-address-${index}`, { domain: 'vpc', tags });
    const nat = new NatGateway(this, `nat-${index}`, {
      allocationId: eip.allocationId,
      subnetId: subnet.id,
      tags,
      dependsOn: network.internetGateways,
    });
    return { target: { natGatewayId: nat.id }, address: eip.publicIp };
  }
}

/** /19 blocks from 32 on: 8,190 addresses a zone, since every pod takes one. */
export function logicCidr(network: string, zone: number): string {
  return subnetCidr(network, 32 * (zone + 1), 19);
}

/** Where nginx, endpoints and the load balancer are. */
export function presentationCidr(network: string, zone: number): string {
  return subnetCidr(network, 16 + zone, 24);
}

function deployerCidr(network: string): string {
  return subnetCidr(network, 24, 24);
}

export const hasGate = ({ network }: Environment): boolean => network.presentationWay === 'gate';

/** What Fargate needs to start a task, its image and a place for its log, by the names of the services. */
export function gateOf({ account, region, network: { appCidr, zones } }: Environment): Gate {
  return {
    cidrs: Array.from({ length: zones }, (_, zone) => presentationCidr(appCidr, zone)),
    hosts: [
      `api.ecr.${region}.amazonaws.com`,
      `${account}.dkr.ecr.${region}.amazonaws.com`,
      `logs.${region}.amazonaws.com`,
    ],
    resolver: resolverAddress(appCidr),
  };
}
