import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group/index.js';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log/index.js';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway/index.js';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table/index.js';
import { Route } from '@cdktf/provider-aws/lib/route/index.js';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association/index.js';
import { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName, prefixOf } from '../names.ts';
import { LogGroup } from './log-group.ts';

export interface PrivateNetworkProps {
  readonly environment: Environment;
  readonly part: string;
  readonly cidr: string;
  readonly logKeyArn: string;
  /** Role that writes the flow log. */
  readonly flowLogRoleArn: string;
}

/** A network whose default security group lets nothing through and whose traffic is logged. */
export class PrivateNetwork extends Construct {
  readonly vpcId: string;
  readonly #environment: Environment;
  readonly #part: string;
  #gateway: InternetGateway | undefined;

  constructor(scope: Construct, id: string, props: PrivateNetworkProps) {
    super(scope, id);
    this.#environment = props.environment;
    this.#part = props.part;
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock: props.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: this.#named(),
    });
    this.vpcId = vpc.id;
    new DefaultSecurityGroup(this, 'default-group', { vpcId: vpc.id, ingress: [], egress: [] });
    const group = new LogGroup(this, 'flow-log-group', {
      environment: props.environment,
      name: `/${prefixOf(props.environment)}/flow-logs/${props.part}`,
      keyArn: props.logKeyArn,
    });
    new FlowLog(this, 'flow-log', {
      vpcId: vpc.id,
      trafficType: props.environment.logs.connections === 'all' ? 'ALL' : 'REJECT',
      logDestination: group.arn,
      iamRoleArn: props.flowLogRoleArn,
      maxAggregationInterval: 600,
      tags: this.#named(),
    });
  }

  addSubnet(id: string, cidrBlock: string, availabilityZone: string, tags: Record<string, string> = {}): Subnet {
    return new Subnet(this, `subnet-${id}`, {
      vpcId: this.vpcId,
      cidrBlock,
      availabilityZone,
      mapPublicIpOnLaunch: false,
      tags: { ...this.#named(id), ...tags },
    });
  }

  /** A route table for some subnets, with no way out of the network until one is added. */
  addRouteTable(id: string, subnets: readonly Subnet[]): RouteTable {
    const table = new RouteTable(this, `routes-${id}`, { vpcId: this.vpcId, tags: this.#named(id) });
    subnets.forEach((subnet, index) => {
      new RouteTableAssociation(this, `routes-${id}-${index}`, { routeTableId: table.id, subnetId: subnet.id });
    });
    return table;
  }

  addInternetRoute(table: RouteTable): void {
    this.#gateway ??= new InternetGateway(this, 'internet-gateway', { vpcId: this.vpcId, tags: this.#named() });
    new Route(this, `${table.node.id}-out`, {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: this.#gateway.id,
    });
  }

  /** What must exist before something with a public address can. */
  get internetGateways(): InternetGateway[] {
    return this.#gateway === undefined ? [] : [this.#gateway];
  }

  #named(suffix?: string): Record<string, string> {
    return { Name: physicalName(this.#environment, suffix === undefined ? this.#part : `${this.#part}-${suffix}`) };
  }
}
