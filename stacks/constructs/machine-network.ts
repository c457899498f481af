import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import type { BlueprintPorts } from '../product/blueprints.ts';
import { physicalName } from '../names.ts';
import { subnetCidr, zoneNames } from './addresses.ts';
import { PrivateNetwork } from './private-network.ts';

export interface MachineNetworkProps {
  readonly environment: Environment;
  readonly logKeyArn: string;
  readonly flowLogRoleArn: string;
  readonly blueprints: readonly BlueprintPorts[];
  /** Addresses of the logic tier, which tries the login port before it calls a machine ready. */
  readonly logicAddresses: readonly string[];
}

const loginPort = 22;

/** The network of users' machines: its own VPC, joined to nothing; machines reach the internet and what is published there. */
export class MachineNetwork extends Construct {
  readonly subnetIds: readonly string[];
  /** Security group of each blueprint, by its id. */
  readonly securityGroupIds: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: MachineNetworkProps) {
    super(scope, id);
    const { environment } = props;
    const { machinesCidr: cidr, zones } = environment.network;
    const network = new PrivateNetwork(this, 'network', { ...props, part: 'machines', cidr });
    const subnets = zoneNames(environment.region, zones).map((zone, index) =>
      network.addSubnet(`machines-${index}`, subnetCidr(cidr, 32 * (index + 1), 19), zone),
    );
    network.addInternetRoute(network.addRouteTable('machines', subnets));
    this.subnetIds = subnets.map((subnet) => subnet.id);
    this.securityGroupIds = Object.fromEntries(
      props.blueprints.map((blueprint) => [blueprint.id, this.#addGroup(network.vpcId, blueprint, props).id]),
    );
  }

  #addGroup(
    vpcId: string,
    blueprint: BlueprintPorts,
    { environment, logicAddresses }: MachineNetworkProps,
  ): SecurityGroup {
    const name = physicalName(environment, `machine-${blueprint.id}`);
    const group = new SecurityGroup(this, blueprint.id, {
      name,
      description: `Machines of the blueprint ${blueprint.id}`,
      vpcId,
      revokeRulesOnDelete: true,
      tags: { Name: name },
    });
    const open = (id: string, port: number, cidrIpv4: string, description: string) =>
      new VpcSecurityGroupIngressRule(this, `${blueprint.id}-${id}`, {
        securityGroupId: group.id,
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        cidrIpv4,
        description,
      });
    for (const port of blueprint.openPorts) {
      environment.machines.allowedCidrs.forEach((cidr, index) => {
        open(`${port}-${index}`, port, cidr, 'open port of the blueprint');
      });
    }
    logicAddresses.forEach((address, index) => {
      open(`login-check-${index}`, loginPort, `${address}/32`, 'CloudApp tries the login port');
    });
    new VpcSecurityGroupEgressRule(this, `${blueprint.id}-out`, {
      securityGroupId: group.id,
      ipProtocol: '-1',
      cidrIpv4: '0.0.0.0/0',
      description: 'users install and reach what they like; nothing of CloudApp is on this network',
    });
    return group;
  }
}
