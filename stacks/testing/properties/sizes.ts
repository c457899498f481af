import { ofType, textOf, type Resource } from '../synthesise.ts';
import { change, idsOf, type Property } from './property.ts';

/** The longest name that an environment may have (config/environment.ts). */
const longestEnvironment = '123456789012';

/** Characters that AWS lets a name have at the most, by type and attribute, each with its source. */
const nameLimits: Readonly<Record<string, readonly [attribute: string, most: number]>> = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  aws_iam_role: ['name', 64],
  aws_iam_instance_profile: ['name', 128],
  aws_iam_policy: ['name', 128],
  aws_iam_role_policy: ['name', 128],
  // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
  aws_lambda_function: ['function_name', 64],
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
  aws_lb_target_group: ['name', 32],
  aws_lb: ['name', 32],
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  aws_s3_bucket: ['bucket', 63],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
  aws_sqs_queue: ['name', 80],
  // https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
  aws_sfn_state_machine: ['name', 80],
  // https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
  aws_scheduler_schedule: ['name', 64],
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
  aws_eks_cluster: ['name', 100],
  // https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html
  aws_wafv2_web_acl: ['name', 128],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
  aws_security_group: ['name', 255],
};

/** Characters of a policy without white space, by type and attribute. */
const policyLimits: Readonly<Record<string, readonly [attribute: string, most: number]>> = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: a trust policy by default
  aws_iam_role: ['assume_role_policy', 2048],
  aws_iam_policy: ['policy', 6144],
  // https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
  aws_kms_key: ['policy', 32_768],
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
  aws_s3_bucket_policy: ['policy', 20_480],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
  aws_api_gateway_rest_api_policy: ['policy', 8192],
};

/** All policies that stand in one role together; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const rolePoliciesMost = 10_240;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const variablesMost = 4096;
/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html, for groups and their rules */
const describable = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;
/** How long the values are that stand behind references, by what they are of: an ARN of a key, `subnet-` with 17 digits, others. */
const referenceLengths = [
  [/arn\}$/, 100],
  [/id\}$/, 24],
  [/./, 64],
] as const;
const lengthBehind = (reference: string): number => referenceLengths.find(([is]) => is.test(reference))?.[1] ?? 0;

const lengthOf = (value: unknown): number =>
  textOf(value)
    .replaceAll(/\$\{[^{}]*\}/g, (reference) => '_'.repeat(lengthBehind(reference)))
    .replaceAll(/\bcloudapp-[a-z0-9]{2,12}-/g, `cloudapp-${longestEnvironment}-`)
    .replaceAll(/\s/g, '').length;
const atLongest = (name: string): string =>
  name.replace(/^cloudapp-[a-z0-9]+/, `cloudapp-${longestEnvironment}`).replaceAll(/\$\{[^{}]*\}/g, '');

/** Where a limit of a type's attribute is passed. */
const beyond = (
  resources: readonly Resource[],
  limits: typeof nameLimits,
  measure: (value: unknown) => number,
): string[] =>
  Object.entries(limits).flatMap(([type, [attribute, most]]) =>
    idsOf(ofType(resources, type).filter(({ attributes }) => measure(attributes[attribute]) > most)),
  );

const long = (length: number): string => 'x'.repeat(length);

/** What AWS refuses for its length or its characters, which otherwise shows in the middle of a deployment. */
export const sizeProperties: readonly Property[] = [
  {
    name: 'names are as short as AWS wants them, also in the environment with the longest name',
    violations: (resources) => beyond(resources, nameLimits, (name) => atLongest(textOf(name)).length),
    mutants: Object.fromEntries(
      (['aws_iam_role', 'aws_lambda_function', 'aws_lb_target_group', 'aws_s3_bucket', 'aws_sqs_queue'] as const).map(
        (type) => {
          const [attribute, most] = nameLimits[type] ?? ['', 0];
          return [`one of ${type} is longer`, change(type, '', { [attribute]: long(most + 1) })];
        },
      ),
    ),
  },
  {
    name: 'policies are as short as AWS wants them',
    violations: (resources) => beyond(resources, policyLimits, lengthOf),
    mutants: {
      'a trust policy': change('aws_iam_role', '', { assume_role_policy: long(2049) }),
      'a key policy': change('aws_kms_key', '', { policy: long(32_769) }),
      'the policy of the API': change('aws_api_gateway_rest_api_policy', '', { policy: long(8193) }),
    },
  },
  {
    name: 'the policies that stand in a role are together as short as IAM wants them',
    violations: (resources) => {
      const sums = new Map<string, number>();
      for (const { attributes, stack } of ofType(resources, 'aws_iam_role_policy')) {
        const role = `${stack} ${textOf(attributes['role'])}`;
        sums.set(role, (sums.get(role) ?? 0) + lengthOf(attributes['policy']));
      }
      return [...sums].filter(([, sum]) => sum > rolePoliciesMost).map(([role]) => role);
    },
    mutants: { 'one is too long': change('aws_iam_role_policy', '', { policy: long(rolePoliciesMost + 1) }) },
  },
  {
    name: 'variables of a function fit into what Lambda keeps for them',
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_lambda_function').filter(
          (one) => lengthOf(one.attributes['environment']) > variablesMost,
        ),
      ),
    mutants: {
      'one is too long': change('aws_lambda_function', '', { environment: { variables: { A: long(4096) } } }),
    },
  },
  {
    name: 'descriptions of firewalls have only characters that EC2 takes',
    violations: (resources) =>
      idsOf(
        ofType(
          resources,
          ...['aws_security_group', 'aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'],
        ).filter(({ attributes }) => !describable.test(textOf(attributes['description']))),
      ),
    mutants: {
      'an apostrophe': change('aws_security_group', 'nodes', { description: "the nodes' own" }),
      'too many': change('aws_vpc_security_group_ingress_rule', '', { description: long(256) }),
    },
  },
];
