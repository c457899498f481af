import { ofType, statementsOf, textOf, type Block, type Resource } from '../synthesise.ts';
import { leadsToGate } from './gate.ts';
import {
  actionsOf,
  add,
  change,
  first,
  idsOf,
  otherSide,
  policyThatAllows,
  statementsIn,
  type Property,
} from './property.ts';

const dataServices = /^(dynamodb|s3|kms|sns|sqs|ssm|secretsmanager|lambda|states|ec2):|^\*/;
const ingress = 'aws_vpc_security_group_ingress_rule';
const egress = 'aws_vpc_security_group_egress_rule';
const presentation = { stack: 'presentation' };
/** Where nginx asks for the services; CloudFront asks at 80 or 443. */
const innerDoor = /^(8081|8443)$/;
const presentationRoutes = '${aws_route_table.app_network_routes-presentation_1.id}';

const api = '/api/*';
/** Whoever types an address is led to TLS; a program that sends a secret in the clear is refused, so that it is noticed. */
const schemeOf = (path: unknown) => (path === api ? 'https-only' : 'redirect-to-https');

/** No path leads from the internet or from presentation to data, nor from machines to CloudApp. */
export const reachProperties: readonly Property[] = [
  {
    name: 'no role of presentation has an action on data or on the logic tier',
    violations: (resources) => [
      ...statementsIn(resources, 'aws_iam_role_policy', 'aws_iam_policy')
        .filter(
          ({ stack, statement }) =>
            stack === 'presentation' && actionsOf(statement).some((one) => dataServices.test(one)),
        )
        .map(({ id }) => id),
      ...idsOf(resources.filter(({ stack, type }) => stack === 'presentation' && type.endsWith('policy_attachment'))),
    ],
    mutants: {
      'a table may be read': add(
        'aws_iam_role_policy',
        { policy: policyThatAllows('dynamodb:GetItem', '*') },
        presentation,
      ),
      'everything is allowed': add('aws_iam_role_policy', { policy: policyThatAllows('*', '*') }, presentation),
      'the workflow may be started': add(
        'aws_iam_role_policy',
        { policy: policyThatAllows('states:StartSyncExecution', '*') },
        presentation,
      ),
      'a policy of AWS is attached': add('aws_iam_role_policy_attachment', { policy_arn: 'x' }, presentation),
    },
  },
  {
    name: 'the nginx task has a role without any policy',
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_iam_role_policy').filter(({ attributes }) =>
          textOf(attributes['role']).includes('task-role'),
        ),
      ),
    mutants: { 'it gets one': add('aws_iam_role_policy', { role: '${aws_iam_role.task-role_1.name}' }) },
  },
  {
    name: 'no gateway endpoint leads from presentation to DynamoDB',
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_vpc_endpoint').filter(
          ({ attributes }) =>
            textOf(attributes['service_name']).endsWith('dynamodb') &&
            textOf(attributes['route_table_ids']).includes('presentation'),
        ),
      ),
    mutants: {
      'the endpoint of DynamoDB': change('aws_vpc_endpoint', 'dynamodb', { route_table_ids: [presentationRoutes] }),
    },
  },
  {
    name: "presentation's endpoint of S3 lets through image layers alone",
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_vpc_endpoint')
          .filter(({ id }) => id.includes('s3-presentation'))
          .filter(({ attributes }) => {
            const statements = statementsOf(attributes['policy']);
            const isOther = statements.some(({ Resource }) => !textOf(Resource).includes('starport-layer-bucket'));
            return statements.length === 0 || isOther;
          }),
      ),
    mutants: {
      'any object': change('aws_vpc_endpoint', 's3-presentation', { policy: policyThatAllows('s3:GetObject', '*') }),
      'no policy': change('aws_vpc_endpoint', 's3-presentation', { policy: undefined }),
    },
  },
  {
    name: 'nginx opens connections to the services, to the endpoints of its tier or the gate, and to image layers alone',
    violations: (resources) =>
      idsOf(
        ofType(resources, egress).filter(
          ({ id, attributes }) =>
            id.startsWith('presentation_') &&
            !/sign-in-endpoint|aws-endpoints|s3-addresses/.test(otherSide(attributes)) &&
            !(otherSide(attributes).includes('front-door_group') && innerDoor.test(textOf(attributes['from_port']))) &&
            !(isGate(attributes) && hasGate(resources)),
        ),
      ),
    mutants: {
      'to any port': add(egress, { cidr_ipv4: '0.0.0.0/0' }, { id: 'presentation_x' }),
      'to another network': add(egress, { cidr_ipv4: '10.0.0.0/8', from_port: 443 }, { id: 'presentation_x' }),
      'to its own door': add(
        egress,
        { referenced_security_group_id: '${aws_security_group.front-door_group_1.id}', from_port: 80 },
        { id: 'presentation_x' },
      ),
      'to the nodes': add(
        egress,
        { referenced_security_group_id: '${aws_security_group.nodes_group_1.id}' },
        { id: 'presentation_x' },
      ),
    },
  },
  {
    name: 'nothing but CloudFront reaches the front door, and nothing but nginx the services and the sign-in API',
    violations: (resources) =>
      idsOf(
        ofType(resources, ingress).filter(({ id, attributes }) => {
          const from = otherSide(attributes);
          const [, expected] = sourcesOf.find(([start]) => id.startsWith(start)) ?? [];
          return expected !== undefined && !expected.test(`${from} ${textOf(attributes['from_port'])}`);
        }),
      ),
    mutants: {
      'CloudFront reaches the door of the services': change(ingress, 'from-cloudfront', { from_port: 8081 }),
      'its VPC origin does': change(ingress, 'from-vpc-origin', { from_port: 8443 }),
      'a network reaches the front door': add(ingress, { cidr_ipv4: '10.0.0.0/8' }, { id: 'front-door_x' }),
      'a network reaches nginx': add(ingress, { cidr_ipv4: '10.0.0.0/8' }, { id: 'presentation_x' }),
      'nginx reaches the nodes': add(
        ingress,
        { referenced_security_group_id: '${aws_security_group.presentation_group_1.id}' },
        { id: 'nodes_x' },
      ),
      'nodes reach the sign-in API': add(
        ingress,
        { referenced_security_group_id: '${aws_security_group.nodes_group_1.id}' },
        { id: 'endpoints_sign-in-endpoint_x' },
      ),
    },
  },
  {
    name: 'the way in is CloudFront by a VPC origin, over TLS, through the web ACL with its limits',
    violations: (resources) => [
      ...idsOf(
        ofType(resources, 'aws_cloudfront_distribution').filter(({ attributes }) => {
          const behaviours = [attributes['default_cache_behavior'], attributes['ordered_cache_behavior']].flatMap(
            (value) => [value ?? []].flat(),
          );
          return (
            first(first(attributes['origin'])['vpc_origin_config'])['vpc_origin_id'] === undefined ||
            attributes['web_acl_id'] === undefined ||
            behaviours.map(first).some((one) => one['viewer_protocol_policy'] !== schemeOf(one['path_pattern'])) ||
            behaviours.every((one) => first(one)['path_pattern'] !== api)
          );
        }),
      ),
      ...idsOf(
        ofType(resources, 'aws_wafv2_web_acl').filter(
          ({ attributes }) => textOf(attributes['rule']).split('rate_based_statement').length !== 3,
        ),
      ),
    ],
    mutants: {
      'no web ACL': change('aws_cloudfront_distribution', '', { web_acl_id: undefined }),
      'a public origin': change('aws_cloudfront_distribution', '', { origin: [{ domain_name: 'x' }] }),
      'plain HTTP': change('aws_cloudfront_distribution', '', (before) => ({
        default_cache_behavior: { ...first(before['default_cache_behavior']), viewer_protocol_policy: 'allow-all' },
      })),
      'the API led on from plain HTTP': change('aws_cloudfront_distribution', '', (before) => ({
        ordered_cache_behavior: [before['ordered_cache_behavior']]
          .flat()
          .map((one) => ({ ...first(one), viewer_protocol_policy: 'redirect-to-https' })),
      })),
      'the API like pages': change('aws_cloudfront_distribution', '', (before) => ({
        ordered_cache_behavior: [before['ordered_cache_behavior']].flat().slice(1),
      })),
      'no limit of sign-ins': change('aws_wafv2_web_acl', '', (before) => ({
        rule: [before['rule']].flat().slice(1),
      })),
    },
  },
  {
    name: 'the network of machines is joined to nothing of CloudApp',
    violations: (resources) => [
      ...idsOf(ofType(resources, 'aws_vpc_peering_connection', 'aws_ec2_transit_gateway_vpc_attachment')),
      ...idsOf(
        ofType(resources, 'aws_route').filter(
          ({ id, attributes }) => id.startsWith('machines') && attributes['gateway_id'] === undefined,
        ),
      ),
      ...idsOf(
        ofType(resources, ingress).filter(
          ({ id, attributes }) => !id.startsWith('machines') && otherSide(attributes).includes('machines_'),
        ),
      ),
    ],
    mutants: {
      'they are peered': add('aws_vpc_peering_connection', {}),
      'a transit gateway': add('aws_ec2_transit_gateway_vpc_attachment', {}),
      'a route elsewhere': add('aws_route', { transit_gateway_id: 'x' }, { id: 'machines_x' }),
      'machines reach the services': add(
        ingress,
        { referenced_security_group_id: '${aws_security_group.machines_postgresql_1.id}' },
        { id: 'nodes_x' },
      ),
    },
  },
];

/** An opening to anywhere at 443: where it leads, routes decide (gate.ts). */
const isGate = (rule: Block): boolean => rule['cidr_ipv4'] === '0.0.0.0/0' && rule['from_port'] === 443;
const hasGate = (resources: readonly Resource[]): boolean =>
  ofType(resources, 'aws_route').some(
    (route) => textOf(route.attributes['route_table_id']).includes('presentation') && leadsToGate(route, resources),
  );

/** Who may reach what stands behind a group, by the beginning of its id. */
const sourcesOf = [
  ['front-door_', /((cloudfront-addresses|origin-group).* (80|443)|presentation_group.* (8081|8443))$/],
  ['presentation_', /front-door/],
  ['endpoints_sign-in-endpoint', /presentation/],
  ['nodes_', /front-door/],
] as const;
