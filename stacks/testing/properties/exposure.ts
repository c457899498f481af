import { loadBlueprintPorts } from '../../product/blueprints.ts';
import { ofType, statementsOf, textOf, type Resource } from '../synthesise.ts';
import { add, change, first, idsOf, remove, statementsIn, type Property } from './property.ts';

const everywhere = /"(0\.0\.0\.0\/0|::\/0)"/;
/** Types that give something to other accounts or to everybody by their mere existence. */
const sharingTypes = [
  'aws_ami_launch_permission',
  'aws_snapshot_create_volume_permission',
  'aws_db_snapshot',
  'aws_rds_cluster_snapshot_copy',
  'aws_lambda_function_url',
  'aws_s3_bucket_acl',
  'aws_s3_bucket_website_configuration',
  'aws_ecrpublic_repository',
  'aws_iam_user',
  'aws_iam_access_key',
] as const;
const anybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
const openPolicy = JSON.stringify({ Version: '2012-10-17', Statement: [anybody] });

/** A rule that lets everybody to a port which the machines' blueprint publishes, and to no other. */
function isPublishedPort({ id, type, attributes }: Resource): boolean {
  const { from_port: from, to_port: to, cidr_ipv6: ipv6 } = attributes;
  if (type !== 'aws_vpc_security_group_ingress_rule' || from !== to || ipv6 !== undefined) return false;
  return loadBlueprintPorts().some(
    (blueprint) =>
      blueprint.publicPorts.some((port) => port === from) && id.startsWith(`machines_${blueprint.id}-public-`),
  );
}

/** Nothing is public: no endpoint, bucket, snapshot or image. */
export const exposureProperties: readonly Property[] = [
  {
    name: 'no security group lets in the whole internet, but for the web ports that a blueprint publishes',
    violations: (resources) =>
      idsOf(
        ofType(
          resources,
          'aws_vpc_security_group_ingress_rule',
          'aws_security_group',
          'aws_security_group_rule',
        ).filter(
          (one) => everywhere.test(JSON.stringify({ ...one.attributes, egress: undefined })) && !isPublishedPort(one),
        ),
      ),
    mutants: {
      'a port of machines': change('aws_vpc_security_group_ingress_rule', 'machines_postgresql', {
        cidr_ipv4: '0.0.0.0/0',
      }),
      'the login port of the web server': change('aws_vpc_security_group_ingress_rule', 'web-server-22', {
        cidr_ipv4: '0.0.0.0/0',
      }),
      'another port under the name of a published one': change(
        'aws_vpc_security_group_ingress_rule',
        'web-server-public-80',
        { from_port: 22, to_port: 22 },
      ),
      'by IPv6': add('aws_vpc_security_group_ingress_rule', { cidr_ipv6: '::/0' }),
      'within a group': change('aws_security_group', 'nodes', { ingress: [{ cidr_blocks: ['0.0.0.0/0'] }] }),
    },
  },
  {
    name: 'load balancers are internal and no subnet gives out public addresses by itself',
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_lb', 'aws_subnet').filter(({ type, attributes }) =>
          type === 'aws_lb' ? attributes['internal'] !== true : attributes['map_public_ip_on_launch'] !== false,
        ),
      ),
    mutants: {
      'the only one': change('aws_lb', '', { internal: false }),
      'the front door': change('aws_lb', 'front-door', { internal: undefined }),
      'a subnet': change('aws_subnet', 'logic-0', { map_public_ip_on_launch: true }),
    },
  },
  {
    name: 'tasks and functions have no public address',
    violations: (resources) => [
      ...idsOf(
        ofType(resources, 'aws_ecs_service').filter(
          ({ attributes }) => first(attributes['network_configuration'])['assign_public_ip'] !== false,
        ),
      ),
      ...idsOf(
        ofType(resources, 'aws_lambda_permission').filter(({ attributes }) => attributes['source_arn'] === undefined),
      ),
    ],
    mutants: {
      'nginx gets one': change('aws_ecs_service', '', { network_configuration: { assign_public_ip: true } }),
      'anybody may call a function': change('aws_lambda_permission', '', { source_arn: undefined }),
    },
  },
  {
    name: "the cluster's API and its nodes are private",
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_eks_cluster').filter(({ attributes }) => {
          const network = first(attributes['vpc_config']);
          return network['endpoint_public_access'] !== false || network['endpoint_private_access'] !== true;
        }),
      ),
    mutants: {
      'it is public': change('aws_eks_cluster', '', { vpc_config: { endpoint_public_access: true } }),
      'it is not said': change('aws_eks_cluster', '', { vpc_config: { endpoint_private_access: true } }),
    },
  },
  {
    name: 'the sign-in API is private and answers one VPC endpoint only',
    violations: (resources) => [
      ...idsOf(
        ofType(resources, 'aws_api_gateway_rest_api').filter(
          ({ attributes }) => textOf(first(attributes['endpoint_configuration'])['types']) !== '["PRIVATE"]',
        ),
      ),
      ...idsOf(
        ofType(resources, 'aws_api_gateway_rest_api_policy').filter(
          ({ attributes }) =>
            !statementsOf(attributes['policy']).some(
              ({ Effect, Condition }) =>
                Effect === 'Deny' && textOf(Condition).includes('StringNotEquals":{"aws:SourceVpce'),
            ),
        ),
      ),
    ],
    mutants: {
      'it is regional': change('aws_api_gateway_rest_api', 'sign-in', {
        endpoint_configuration: { types: ['REGIONAL'] },
      }),
      'its policy lets everybody in': change('aws_api_gateway_rest_api_policy', '', { policy: openPolicy }),
    },
  },
  {
    name: 'every bucket blocks every kind of public access, refuses plain HTTP and knows no owner but the account',
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_s3_bucket').filter(({ id }) => {
          const name = id.replace(/_bucket_\w+$/, '');
          const of = (type: string) => ofType(resources, type).find((one) => one.id.startsWith(name))?.attributes ?? {};
          const blocks = Object.values(of('aws_s3_bucket_public_access_block')).filter((value) => value === true);
          const isTlsOnly = statementsOf(of('aws_s3_bucket_policy')['policy']).some(
            ({ Effect, Condition }) => Effect === 'Deny' && textOf(Condition).includes('SecureTransport'),
          );
          const owner = first(of('aws_s3_bucket_ownership_controls')['rule'])['object_ownership'];
          return blocks.length !== 4 || !isTlsOnly || owner !== 'BucketOwnerEnforced';
        }),
      ),
    mutants: {
      'ACLs may be public': change('aws_s3_bucket_public_access_block', 'records', { block_public_acls: false }),
      'policies may be public': change('aws_s3_bucket_public_access_block', 'records', { block_public_policy: false }),
      'nothing is blocked': remove('aws_s3_bucket_public_access_block', 'access-logs'),
      'plain HTTP': change('aws_s3_bucket_policy', 'records', { policy: openPolicy }),
      'writers own objects': change('aws_s3_bucket_ownership_controls', 'records', {
        rule: { object_ownership: 'ObjectWriter' },
      }),
    },
  },
  {
    name: 'no policy of a resource lets in everybody, but where a condition names who that is',
    violations: (resources) =>
      statementsIn(
        resources,
        ...['aws_s3_bucket_policy', 'aws_sns_topic_policy', 'aws_sqs_queue_policy', 'aws_ecr_repository_policy'],
        ...['aws_kms_key', 'aws_lambda_permission', 'aws_dynamodb_resource_policy'],
      )
        .filter(({ statement }) => statement.Effect === 'Allow' && textOf(statement.Principal).includes('*'))
        .map(({ id }) => id),
    mutants: {
      'a bucket': change('aws_s3_bucket_policy', 'records', { policy: openPolicy }),
      'a topic': change('aws_sns_topic_policy', 'alarms', { policy: openPolicy }),
      'a key': change('aws_kms_key', 'data-key', { policy: openPolicy }),
      images: add('aws_ecr_repository_policy', { policy: openPolicy }),
    },
  },
  {
    name: 'nothing exists whose purpose is to be shared: snapshots, images, addresses of functions, stored keys',
    violations: (resources) => idsOf(ofType(resources, ...sharingTypes)),
    mutants: Object.fromEntries(sharingTypes.map((type) => [type, add(type, {})])),
  },
];
