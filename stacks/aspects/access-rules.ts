import { block, listOf, ResourceRules, statementsIn, type Attributes } from './resource.ts';
import { publishedWords } from '../product/machine-rules.ts';
import { isWildcardExplained } from '../permissions/wildcards.ts';

type Check = (attributes: Attributes) => string[];

const when = (isWrong: boolean, fault: string): string[] => (isWrong ? [fault] : []);

const publicBlock = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

/** For each type that could let somebody in: what it must not say. */
const checks: Readonly<Record<string, Check>> = {
  aws_s3_bucket_public_access_block: (bucket) =>
    when(!publicBlock.every((name) => bucket[name] === true), 'a bucket must block every kind of public access'),
  aws_s3_bucket_acl: () => ['buckets have no ACLs'],
  aws_lb: (balancer) => when(balancer['internal'] !== true, 'load balancers are internal'),
  aws_subnet: (subnet) =>
    when(subnet['map_public_ip_on_launch'] === true, 'no subnet gives out public addresses by itself'),
  aws_eks_cluster: (cluster) => {
    const network = block(cluster['vpc_config']);
    const cidrs = listOf(network['public_access_cidrs']);
    const isOpen = network['endpoint_public_access'] === true && (cidrs.length === 0 || cidrs.includes('0.0.0.0/0'));
    return when(isOpen, "the cluster's endpoint must not be open to the internet");
  },
  aws_api_gateway_rest_api: (api) =>
    when(
      !listOf(block(api['endpoint_configuration'])['types']).every((kind) => kind === 'PRIVATE'),
      'APIs are private',
    ),
  aws_vpc_security_group_ingress_rule: (rule) =>
    when(
      [rule['cidr_ipv4'], rule['cidr_ipv6']].some((cidr) => cidr === '0.0.0.0/0' || cidr === '::/0') &&
        !isPublished(rule),
      'no security group lets in the whole internet, but for web ports that a blueprint publishes',
    ),
  aws_lambda_function_url: () => ['functions have no address of their own'],
  aws_lambda_permission: (permission) =>
    when(permission['source_arn'] === undefined, 'a permission names the one resource that may call'),
  aws_iam_role_policy: (policy) => wildcardFaults(policy['policy']),
  aws_iam_policy: (policy) => wildcardFaults(policy['policy']),
  aws_iam_user: () => ['people and pipelines sign in with roles'],
  aws_iam_access_key: () => ['there are no stored keys'],
  aws_instance: (instance) => imdsFaults(instance),
  aws_launch_template: (template) => imdsFaults(template),
};

/** Nobody gets in, and nobody gets more, than is written down. */
export class AccessRules extends ResourceRules {
  protected faultsOf(type: string, attributes: Attributes): string[] {
    return checks[type]?.(attributes) ?? [];
  }
}

function isPublished({ description, from_port: from, to_port: to }: Attributes): boolean {
  return description === publishedWords && from === to && (from === 80 || from === 443);
}

function imdsFaults(attributes: Attributes): string[] {
  return when(block(attributes['metadata_options'])['http_tokens'] !== 'required', 'instance metadata by IMDSv2 only');
}

function wildcardFaults(policy: unknown): string[] {
  return statementsIn(policy)
    .filter((statement) => statement['Effect'] === 'Allow')
    .flatMap((statement) => {
      const sid = String(statement['Sid']);
      const actions = listOf(statement['Action']).filter((action) => action.includes('*'));
      const isUnexplained = listOf(statement['Resource']).includes('*') && !isWildcardExplained(statement);
      return [
        ...when(actions.length > 0, `statement ${sid} allows ${actions.join(', ')}: name the actions`),
        ...when(isUnexplained, `statement ${sid} allows on *, and permissions.ts gives no reason why`),
      ];
    });
}
