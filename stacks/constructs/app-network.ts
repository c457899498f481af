import { Eip } from '@cdktf/provider-aws/lib/eip/index.js';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway/index.js';
import { Route } from '@cdktf/provider-aws/lib/route/index.js';
import type { RouteTable } from '@cdktf/provider-aws/lib/route-table/index.js';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import { subnetCidr, zoneNames } from './addresses.ts';
import { PrivateNetwork } from './private-network.ts';

export interface AppNetworkProps {
  readonly environment: Environment;
  readonly logKeyArn: string;
  readonly flowLogRoleArn: string;
}

/**
 * CloudApp's own network in three tiers, each with route tables of its own:
 * `public` holds NAT gateways and nothing else, `presentation` has no way out but to endpoints, `logic` reaches the
 * internet through NAT and is the only one with a route to DynamoDB.
 */
export class AppNetwork extends Construct {
  readonly vpcId: string;
  readonly presentationSubnets: readonly Subnet[];
  readonly logicSubnets: readonly Subnet[];
  readonly presentationRoutes: RouteTable;
  readonly logicRoutes: readonly RouteTable[];
  /** Addresses from which the logic tier is seen outside. */
  readonly natAddresses: readonly string[];

  constructor(scope: Construct, id: string, props: AppNetworkProps) {
    super(scope, id);
    const { environment } = props;
    const { appCidr: cidr, zones: zoneCount, natGateways } = environment.network;
    const zones = zoneNames(environment.region, zoneCount);
    const network = new PrivateNetwork(this, 'network', { ...props, part: 'app', cidr });
    this.vpcId = network.vpcId;

    const publicSubnets = zones.map((zone, index) =>
      network.addSubnet(`public-${index}`, subnetCidr(cidr, index, 24), zone),
    );
    this.presentationSubnets = zones.map((zone, index) =>
      network.addSubnet(`presentation-${index}`, subnetCidr(cidr, 16 + index, 24), zone),
    );
    this.logicSubnets = zones.map((zone, index) =>
      network.addSubnet(`logic-${index}`, logicCidr(cidr, index), zone, { 'kubernetes.io/role/internal-elb': '1' }),
    );

    network.addInternetRoute(network.addRouteTable('public', publicSubnets));
    this.presentationRoutes = network.addRouteTable('presentation', this.presentationSubnets);
    this.logicRoutes = this.logicSubnets.map((subnet, index) => network.addRouteTable(`logic-${index}`, [subnet]));

    const gateways = publicSubnets
      .slice(0, natGateways === 'one' ? 1 : zoneCount)
      .map((subnet, index) => this.#addNat(environment, subnet, index, network));
    this.natAddresses = gateways.map(({ address }) => address);
    this.logicRoutes.forEach((table, index) => {
      const gateway = gateways[index] ?? gateways[0];
      new Route(this, `logic-${index}-to-internet`, {
        routeTableId: table.id,
        destinationCidrBlock: '0.0.0.0/0',
        natGatewayId: gateway?.id,
      });
    });
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
    return { id: nat.id, address: eip.publicIp };
  }
}

/** /19 blocks from 32 on: 8,190 addresses a zone, since every pod takes one. */
export function logicCidr(network: string, zone: number): string {
  return subnetCidr(network, 32 * (zone + 1), 19);
}
