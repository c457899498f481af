import { DataAwsSecurityGroup } from '@cdktf/provider-aws/lib/data-aws-security-group/index.js';
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

const noAutoMode = 'DescribeCluster (services/eks.py) answers without the settings of Auto Mode and of upgrades';
const emptyHeaders = 'GetResponseHeadersPolicy adds empty lists of custom and of removed headers';
const noFlowLogDetails = 'DescribeFlowLogs (services/ec2.py) answers without role and tags, and with interval 0';
const endpointForgets =
  'CreateVpcEndpoint (services/ec2.py) keeps neither policy nor private DNS, and no security groups';
/**
 * Attributes that MiniStack 1.5.33 forgets or answers otherwise than they were set, by resource type: the second plan wants
 * to set them again, although between the two plans nothing changed in the stacks.
 */
export const forgotten: Readonly<Record<string, string>> = {
  'aws_api_gateway_integration.integration_http_method': 'GetIntegration says POST for a MOCK integration without any',
  'aws_cloudwatch_metric_alarm.statistic': 'DescribeAlarms adds a statistic to alarms on a percentile, which have none',
  'aws_cloudfront_response_headers_policy.custom_headers_config': emptyHeaders,
  'aws_cloudfront_response_headers_policy.remove_headers_config': emptyHeaders,
  'aws_eks_cluster.compute_config': noAutoMode,
  'aws_eks_cluster.kubernetes_network_config': noAutoMode,
  'aws_eks_cluster.storage_config': noAutoMode,
  'aws_eks_cluster.upgrade_policy': noAutoMode,
  'aws_flow_log.iam_role_arn': noFlowLogDetails,
  'aws_flow_log.max_aggregation_interval': noFlowLogDetails,
  'aws_flow_log.tags': noFlowLogDetails,
  'aws_flow_log.tags_all': noFlowLogDetails,
  'aws_sfn_state_machine.tracing_configuration': 'DescribeStateMachine answers without tracingConfiguration',
  'aws_vpc_endpoint.policy': endpointForgets,
  'aws_vpc_endpoint.private_dns_enabled': endpointForgets,
  'aws_vpc_endpoint.security_group_ids': endpointForgets,
};

/** What is deployed in another way than on AWS, and why. */
export const replaced: Readonly<Record<string, string>> = {
  'prefix_list_id of security group rules':
    'AuthorizeSecurityGroupIngress and …Egress drop PrefixListIds (_parse_ip_permissions does not read them), and the ' +
    'provider cannot plan a rule without another side: a block of addresses stands in',
  'the security group of VPC origins':
    'MiniStack 1.5.33 makes no group CloudFront-VPCOrigins-Service-SG with a VPC origin: a block of addresses stands in',
  'aws:SecureTransport':
    'The emulator is reached by HTTP on the loopback; requests count as TLS (local/ministack/run.py)',
};

const documentationBlock = '203.0.113.0/24';

/** Gives rules that name a prefix list, or a group that AWS would make, a block of addresses instead. */
export function replacePeers(app: App): void {
  for (const node of app.node.findAll()) {
    const isRule = node instanceof VpcSecurityGroupEgressRule || node instanceof VpcSecurityGroupIngressRule;
    if (!isRule) continue;
    const isOfAws = node.node.id.startsWith('from-vpc-origin');
    if (node.prefixListIdInput === undefined && !isOfAws) continue;
    node.resetPrefixListId();
    if (isOfAws) node.resetReferencedSecurityGroupId();
    node.cidrIpv4 = documentationBlock;
  }
  for (const { node } of app.node.findAll().filter((one) => one instanceof DataAwsSecurityGroup)) {
    node.scope?.node.tryRemoveChild(node.id);
  }
}
