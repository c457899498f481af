import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import type { BlueprintPorts } from '../product/blueprints.ts';
import { machineRules } from '../product/machine-rules.ts';
import { physicalName } from '../names.ts';
import { machineSubnetCidr, zoneNames } from './addresses.ts';
import { PrivateNetwork } from './private-network.ts';

export interface MachineNetworkProps {
  readonly environment: Environment;
  readonly logKeyArn: string;
  readonly flowLogRoleArn: string;
  readonly blueprints: readonly BlueprintPorts[];
  /** Addresses of the logic tier, which tries the login port before it calls a machine ready. */
  readonly logicAddresses: readonly string[];
}

/** Rules in one direction that a security group takes by default (quota L-0EA8095F). */
const mostRules = 60;

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
      network.addSubnet(`machines-${index}`, machineSubnetCidr(cidr, index), zone),
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
    const { allowedCidrs } = environment.machines;
    const rules = machineRules(blueprint, { allowedCidrs, logicAddresses });
    const entering = rules.filter(({ direction }) => direction === 'ingress').length;
    if (entering > mostRules) {
      throw new Error(
        `${blueprint.id} would need ${entering} rules, and a security group takes ${mostRules}: ` +
          'name fewer networks in machines.allowedCidrs',
      );
    }
    const group = new SecurityGroup(this, blueprint.id, {
      name,
      description: `Machines of the blueprint ${blueprint.id}`,
      vpcId,
      revokeRulesOnDelete: true,
      tags: { Name: name },
    });
    for (const rule of rules) {
      const Rule = rule.direction === 'ingress' ? VpcSecurityGroupIngressRule : VpcSecurityGroupEgressRule;
      new Rule(this, `${blueprint.id}-${rule.id}`, {
        securityGroupId: group.id,
        ipProtocol: rule.protocol,
        fromPort: rule.port,
        toPort: rule.port,
        cidrIpv4: rule.cidr,
        description: rule.description,
      });
    }
    return group;
  }
}
