import { ofType, statementsOf, textOf, type Block, type Resource } from './synthesise.ts';

/** A property of everything that is deployed: the resources that break it, and a way to break it. */
export interface Property {
  readonly name: string;
  readonly violations: (resources: readonly Resource[]) => string[];
  /** A change after which `violations` must find something. */
  readonly broken: (resources: readonly Resource[]) => Resource[];
}

const first = (value: unknown): Block => ((Array.isArray(value) ? value[0] : value) ?? {}) as Block;
const isFrom = (id: string, part: string): boolean => id.startsWith(part);
const sources = (rule: Block): string =>
  textOf([rule['cidr_ipv4'], rule['cidr_ipv6'], rule['prefix_list_id'], rule['referenced_security_group_id']]);

function change(resources: readonly Resource[], type: string, idPart: string, attributes: Block): Resource[] {
  return resources.map((one) =>
    one.type === type && one.id.includes(idPart) ? { ...one, attributes: { ...one.attributes, ...attributes } } : one,
  );
}

const add = (resources: readonly Resource[], type: string, id: string, attributes: Block): Resource[] => [
  ...resources,
  { stack: 'network', type, id, attributes },
];

const allow = (Action: string, Resource: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });

const rolePolicies = (resources: readonly Resource[], part: string) =>
  ofType(resources, 'aws_iam_role_policy').filter(({ attributes }) => textOf(attributes['role']).includes(part));

const dataServices = /^(dynamodb|s3|kms|sns|sqs|ssm|secretsmanager|lambda|states|ec2):|^\*/;

export const properties: readonly Property[] = [
  {
    name: 'no role of presentation has an action on data or on the logic tier',
    violations: (resources) =>
      resources
        .filter(
          ({ stack, type }) =>
            stack === 'presentation' && (type === 'aws_iam_role_policy' || type.endsWith('attachment')),
        )
        .filter(
          ({ type, attributes }) =>
            type.endsWith('attachment') ||
            statementsOf(attributes['policy']).some(({ Action }) =>
              [Action].flat().some((action) => dataServices.test(action)),
            ),
        )
        .map(({ id }) => id),
    broken: (resources) => [
      ...resources,
      {
        stack: 'presentation',
        type: 'aws_iam_role_policy',
        id: 'x',
        attributes: { policy: allow('dynamodb:GetItem', '*') },
      },
    ],
  },
  {
    name: 'the nginx task has a role without any policy',
    violations: (resources) => rolePolicies(resources, 'task-role').map(({ id }) => id),
    broken: (resources) => add(resources, 'aws_iam_role_policy', 'x', { role: '${aws_iam_role.task-role_1.name}' }),
  },
  {
    name: 'no route leads from presentation to DynamoDB, to NAT or to the internet',
    violations: (resources) =>
      [
        ...ofType(resources, 'aws_route').filter(({ attributes }) =>
          textOf(attributes['route_table_id']).includes('presentation'),
        ),
        ...ofType(resources, 'aws_vpc_endpoint').filter(
          ({ attributes }) =>
            textOf(attributes['service_name']).endsWith('dynamodb') &&
            textOf(attributes['route_table_ids']).includes('presentation'),
        ),
      ].map(({ id }) => id),
    broken: (resources) =>
      add(resources, 'aws_route', 'x', { route_table_id: '${aws_route_table.app_network_routes-presentation_1.id}' }),
  },
  {
    name: "presentation's endpoint of S3 lets through image layers alone",
    violations: (resources) =>
      ofType(resources, 'aws_vpc_endpoint')
        .filter(({ id }) => id.includes('s3-presentation'))
        .filter(({ attributes }) =>
          statementsOf(attributes['policy']).some(
            ({ Resource }) => !textOf(Resource).includes('starport-layer-bucket'),
          ),
        )
        .map(({ id }) => id),
    broken: (resources) =>
      change(resources, 'aws_vpc_endpoint', 's3-presentation', { policy: allow('s3:GetObject', '*') }),
  },
  {
    name: 'nothing but CloudFront reaches the front door, and nothing but nginx the services and the sign-in API',
    violations: (resources) =>
      ofType(resources, 'aws_vpc_security_group_ingress_rule')
        .filter(({ id, attributes }) => {
          const from = sources(attributes);
          if (isFrom(id, 'front-door_')) return !from.includes('cloudfront-addresses');
          if (isFrom(id, 'services_')) return !from.includes('presentation');
          if (isFrom(id, 'presentation_')) return !from.includes('front-door');
          if (isFrom(id, 'endpoints_sign-in-endpoint')) return !from.includes('presentation');
          return isFrom(id, 'nodes_') && !from.includes('services');
        })
        .map(({ id }) => id),
    broken: (resources) =>
      add(resources, 'aws_vpc_security_group_ingress_rule', 'services_x', { cidr_ipv4: '10.0.0.0/8' }),
  },
  {
    name: 'no security group lets in the whole internet',
    violations: (resources) =>
      ofType(resources, 'aws_vpc_security_group_ingress_rule', 'aws_security_group')
        .filter(({ attributes }) =>
          /"(0\.0\.0\.0\/0|::\/0)"/.test(JSON.stringify({ ...attributes, egress: undefined })),
        )
        .map(({ id }) => id),
    broken: (resources) =>
      change(resources, 'aws_vpc_security_group_ingress_rule', 'machines_postgresql', { cidr_ipv4: '0.0.0.0/0' }),
  },
  {
    name: 'load balancers are internal and no subnet gives out public addresses by itself',
    violations: (resources) =>
      ofType(resources, 'aws_lb', 'aws_subnet')
        .filter(({ type, attributes }) =>
          type === 'aws_lb' ? attributes['internal'] !== true : attributes['map_public_ip_on_launch'] !== false,
        )
        .map(({ id }) => id),
    broken: (resources) => change(resources, 'aws_lb', 'balancer', { internal: false }),
  },
  {
    name: 'the sign-in API is private and answers one VPC endpoint only',
    violations: (resources) => [
      ...ofType(resources, 'aws_api_gateway_rest_api')
        .filter(({ attributes }) => textOf(first(attributes['endpoint_configuration'])['types']) !== '["PRIVATE"]')
        .map(({ id }) => id),
      ...ofType(resources, 'aws_api_gateway_rest_api_policy')
        .filter(
          ({ attributes }) =>
            !statementsOf(attributes['policy']).some(
              ({ Effect, Condition }) =>
                Effect === 'Deny' && textOf(Condition).includes('StringNotEquals":{"aws:SourceVpce'),
            ),
        )
        .map(({ id }) => id),
    ],
    broken: (resources) =>
      change(resources, 'aws_api_gateway_rest_api', 'sign-in', { endpoint_configuration: { types: ['REGIONAL'] } }),
  },
  {
    name: 'the network of machines is joined to nothing of CloudApp',
    violations: (resources) => [
      ...ofType(resources, 'aws_vpc_peering_connection', 'aws_ec2_transit_gateway_vpc_attachment').map(({ id }) => id),
      ...ofType(resources, 'aws_route')
        .filter(({ id, attributes }) => id.startsWith('machines') && attributes['gateway_id'] === undefined)
        .map(({ id }) => id),
      ...ofType(resources, 'aws_vpc_security_group_ingress_rule')
        .filter(({ id, attributes }) => !id.startsWith('machines') && sources(attributes).includes('machines_'))
        .map(({ id }) => id),
    ],
    broken: (resources) => add(resources, 'aws_vpc_peering_connection', 'x', {}),
  },
  {
    name: 'every bucket blocks every kind of public access and refuses plain HTTP',
    violations: (resources) =>
      ofType(resources, 'aws_s3_bucket')
        .filter(({ id }) => {
          const name = id.replace(/_bucket_\w+$/, '');
          const block = ofType(resources, 'aws_s3_bucket_public_access_block').find((one) => one.id.startsWith(name));
          const policy = ofType(resources, 'aws_s3_bucket_policy').find((one) => one.id.startsWith(name));
          const isTlsOnly = statementsOf(policy?.attributes['policy']).some(
            ({ Effect, Condition }) => Effect === 'Deny' && textOf(Condition).includes('SecureTransport'),
          );
          return Object.values(block?.attributes ?? {}).filter((value) => value === true).length !== 4 || !isTlsOnly;
        })
        .map(({ id }) => id),
    broken: (resources) =>
      change(resources, 'aws_s3_bucket_public_access_block', 'records', { block_public_acls: false }),
  },
  {
    name: 'only roles of the logic tier, and only through services, use the data key',
    violations: (resources) =>
      ofType(resources, 'aws_iam_role_policy')
        .flatMap(({ id, attributes }) => statementsOf(attributes['policy']).map((statement) => ({ id, statement })))
        .filter(({ statement }) => textOf(statement.Resource).includes('data-key'))
        .filter(({ statement }) => !textOf(statement.Condition).includes('kms:ViaService'))
        .map(({ id }) => id),
    broken: (resources) =>
      add(resources, 'aws_iam_role_policy', 'x', { policy: allow('kms:Decrypt', '${aws_kms_key.data-key_1.arn}') }),
  },
  {
    name: 'roles pass one role to one service only',
    violations: (resources) =>
      ofType(resources, 'aws_iam_role_policy', 'aws_iam_policy')
        .flatMap(({ id, attributes }) => statementsOf(attributes['policy']).map((statement) => ({ id, statement })))
        .filter(({ statement }) => [statement.Action].flat().includes('iam:PassRole'))
        .filter(
          ({ statement }) =>
            !textOf(statement.Resource).endsWith('-machine"]') ||
            !textOf(statement.Condition).includes('"ec2.amazonaws.com"'),
        )
        .map(({ id }) => id),
    broken: (resources) => add(resources, 'aws_iam_role_policy', 'x', { policy: allow('iam:PassRole', '*') }),
  },
  {
    name: 'machines are launched with IMDSv2 only, and what launches them is bounded',
    violations: (resources) => [
      ...ofType(resources, 'aws_iam_role_policy')
        .flatMap(({ id, attributes }) => statementsOf(attributes['policy']).map((statement) => ({ id, statement })))
        .filter(({ statement }) => [statement.Action].flat().includes('ec2:RunInstances'))
        .filter(
          ({ statement }) =>
            textOf(statement.Resource).includes('instance/*') &&
            !textOf(statement.Condition).includes('"ec2:MetadataHttpTokens":"required"'),
        )
        .map(({ id }) => id),
      ...ofType(resources, 'aws_iam_role')
        .filter(({ attributes }) =>
          /(provision-instance|reconcile-instances|-machine)$/.test(textOf(attributes['name'])),
        )
        .filter(({ attributes }) => attributes['permissions_boundary'] === undefined)
        .map(({ id }) => id),
    ],
    broken: (resources) => change(resources, 'aws_iam_role', 'machine-role', { permissions_boundary: undefined }),
  },
  {
    name: 'no environment variable and no output is a password, a key or a token',
    violations: (resources) =>
      resources
        .filter(({ type, attributes }) => {
          const environment = textOf([
            attributes['environment'],
            attributes['container_definitions'],
            attributes['spec'],
          ]);
          const names = [...environment.matchAll(/"?([A-Z][A-Z_]{3,})"?\s*[:=]/g)].map(([, name]) => name ?? '');
          return (
            type !== 'aws_iam_role' && names.some((name) => /PASSWORD|TOKEN|SECRET(?!S_KEY_ID)|ACCESS_KEY/.test(name))
          );
        })
        .map(({ id }) => id),
    broken: (resources) =>
      add(resources, 'aws_lambda_function', 'x', { environment: { variables: { API_TOKEN: 'x' } } }),
  },
];
