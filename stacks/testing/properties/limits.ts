import { ofType, textOf, type Resource } from '../synthesise.ts';
import { add, change, type Property } from './property.ts';

/** Rules a direction that a security group takes by default (quota L-0EA8095F). */
const mostRules = 60;

/**
 * What a rule for a prefix list of AWS's counts as: as many rules as the list may have entries.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const weights = [
  [/cloudfront-addresses/, 55],
  [/s3-addresses/, 1],
] as const;

function weightOf({ attributes }: Resource): number {
  const list = textOf(attributes['prefix_list_id']);
  if (list === '') return 1;
  return weights.find(([pattern]) => pattern.test(list))?.[1] ?? mostRules;
}

/** Groups with more rules in one direction than AWS lets them have. */
function tooFull(resources: readonly Resource[], type: string): string[] {
  const sums = new Map<string, number>();
  for (const rule of ofType(resources, type)) {
    const group = textOf(rule.attributes['security_group_id']);
    sums.set(group, (sums.get(group) ?? 0) + weightOf(rule));
  }
  return [...sums].filter(([, sum]) => sum > mostRules).map(([group]) => group);
}

const group = '${aws_security_group.machines_postgresql_1.id}';
const many = (type: string) => (resources: readonly Resource[]) =>
  Array.from({ length: mostRules + 1 }).reduce<Resource[]>(
    (sum, _one, index) => add(type, { security_group_id: group, cidr_ipv4: `192.0.2.${index}/32` })(sum),
    [...resources],
  );

/** What AWS refuses for its number. */
export const limitProperties: readonly Property[] = [
  {
    name: 'every security group has at most 60 rules in each direction, with prefix lists counted by their size',
    violations: (resources) => [
      ...tooFull(resources, 'aws_vpc_security_group_ingress_rule'),
      ...tooFull(resources, 'aws_vpc_security_group_egress_rule'),
    ],
    mutants: {
      'too many networks': many('aws_vpc_security_group_ingress_rule'),
      'too many ways out': many('aws_vpc_security_group_egress_rule'),
      'the addresses of CloudFront beside others': (resources) =>
        ofType(resources, 'aws_vpc_security_group_ingress_rule')
          .filter(({ id }) => id.includes('from-cloudfront'))
          .flatMap(({ attributes }) =>
            [1, 2].map((id) => ({
              stack: 'network',
              type: 'aws_vpc_security_group_ingress_rule',
              id: String(id),
              attributes,
            })),
          ),
      'a list of unknown size': change('aws_vpc_security_group_ingress_rule', 'from-cloudfront', {
        prefix_list_id: 'pl-1',
      }),
    },
  },
];
