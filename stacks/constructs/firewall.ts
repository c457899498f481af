import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';

/** Something that has no firewall of ours: a block of addresses, a managed prefix list, or a group that AWS makes. */
export type Peer = { readonly cidr: string } | { readonly prefixListId: string } | { readonly groupId: string };

export interface FirewallProps {
  readonly environment: Environment;
  readonly vpcId: string;
  readonly part: string;
  /** What stands behind it. */
  readonly description: string;
}

/** A security group that starts closed in both directions; each opening names the other side and the reason. */
export class Firewall extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const group = new SecurityGroup(this, 'group', {
      name: physicalName(props.environment, props.part),
      description: props.description,
      vpcId: props.vpcId,
      revokeRulesOnDelete: true,
      tags: { Name: physicalName(props.environment, props.part) },
    });
    this.id = group.id;
  }

  /** Lets this side open connections to `other` on one TCP port, in both groups. */
  mayReach(other: Firewall, port: number, why: string): void {
    new VpcSecurityGroupEgressRule(this, `to-${other.node.id}-${port}`, {
      ...tcp(port, why),
      securityGroupId: this.id,
      referencedSecurityGroupId: other.id,
    });
    new VpcSecurityGroupIngressRule(other, `from-${this.node.id}-${port}`, {
      ...tcp(port, why),
      securityGroupId: other.id,
      referencedSecurityGroupId: this.id,
    });
  }

  mayReachOutside(id: string, peer: Peer, port: number, why: string): void {
    new VpcSecurityGroupEgressRule(this, `to-${id}-${port}`, {
      ...tcp(port, why),
      ...toPeer(peer),
      securityGroupId: this.id,
    });
  }

  lets(id: string, peer: Peer, port: number, why: string): void {
    new VpcSecurityGroupIngressRule(this, `from-${id}-${port}`, {
      ...tcp(port, why),
      ...toPeer(peer),
      securityGroupId: this.id,
    });
  }
}

const tcp = (port: number, description: string) => ({ ipProtocol: 'tcp', fromPort: port, toPort: port, description });

function toPeer(peer: Peer) {
  if ('cidr' in peer) return { cidrIpv4: peer.cidr };
  return 'groupId' in peer ? { referencedSecurityGroupId: peer.groupId } : { prefixListId: peer.prefixListId };
}
