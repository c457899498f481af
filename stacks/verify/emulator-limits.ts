import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import { TerraformResource, type App } from 'cdktf';

/** Resource types that MiniStack does not have. They are planned with the real provider, but not applied. */
export const leftOut: Readonly<Record<string, string>> = {
  aws_appautoscaling_target: 'MiniStack 1.5.33 has no Application Auto Scaling',
  aws_appautoscaling_policy: 'MiniStack 1.5.33 has no Application Auto Scaling',
  aws_wafv2_web_acl_logging_configuration: 'MiniStack 1.5.33 answers PutLoggingConfiguration with an error',
};

/** Removes those types from the stacks. */
export function leaveOut(app: App): void {
  for (const node of app.node.findAll()) {
    if (TerraformResource.isTerraformResource(node) && leftOut[node.terraformResourceType] !== undefined) {
      node.node.scope?.node.tryRemoveChild(node.node.id);
    }
  }
}

/** Names buckets in the path, since no resolver knows `<bucket>.localhost`. */
export function nameBucketsInPath(app: App): void {
  for (const node of app.node.findAll()) {
    if (node instanceof AwsProvider) node.s3UsePathStyle = true;
  }
}

/** Attributes that MiniStack forgets, by resource type; what is deployed in their place, and why. */
export const forgotten: Readonly<Record<string, string>> = {
  'aws_vpc_security_group_ingress_rule.prefix_list_id':
    'AuthorizeSecurityGroupIngress drops PrefixListIds (_parse_ip_permissions does not read them), and the provider cannot plan a rule without another side',
  'aws_vpc_security_group_egress_rule.prefix_list_id': 'as above, AuthorizeSecurityGroupEgress',
  'aws_eks_cluster.compute_config': 'DescribeCluster answers without Auto Mode settings',
  'aws_eks_cluster.kubernetes_network_config': 'DescribeCluster answers without Auto Mode settings',
  'aws_eks_cluster.storage_config': 'DescribeCluster answers without Auto Mode settings',
};

const documentationBlock = '203.0.113.0/24';

/** Gives rules that name a prefix list a block of addresses instead. */
export function replacePrefixLists(app: App): void {
  for (const node of app.node.findAll()) {
    const isRule = node instanceof VpcSecurityGroupIngressRule || node instanceof VpcSecurityGroupEgressRule;
    if (!isRule || node.prefixListIdInput === undefined) continue;
    node.resetPrefixListId();
    node.cidrIpv4 = documentationBlock;
  }
}
