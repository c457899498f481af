import { isWildcardExplained } from '../../permissions/wildcards.ts';
import { ofType, textOf, type PolicyStatement } from '../synthesise.ts';
import {
  actionsOf,
  add,
  change,
  changeStatements,
  first,
  idsOf,
  policyThatAllows,
  statementsIn,
  type Property,
} from './property.ts';

const identityPolicies = ['aws_iam_role_policy', 'aws_iam_policy'] as const;
const bounded = /(provision-instance|reconcile-instances|-machine)$/;

const unconditionally = (one: PolicyStatement): PolicyStatement => ({ ...one, Condition: undefined });

/** What bounds a launch, by what it touches: "Actions, resources, and condition keys for Amazon EC2", RunInstances. */
const boundOfLaunch = {
  'instance/*': '"ec2:InstanceType":["t3a.',
  'volume/*': '"NumericLessThanEquals":{"ec2:VolumeSize"',
  'image/*': '"ec2:Owner":"136693071363"',
};

/** Least privilege, and what launches machines is bounded. */
export const permissionProperties: readonly Property[] = [
  {
    name: 'no role is allowed an action with a wildcard, and none everything without a written reason',
    violations: (resources) =>
      statementsIn(resources, ...identityPolicies)
        .filter(({ statement }) => statement.Effect === 'Allow')
        .filter(
          ({ statement }) =>
            actionsOf(statement).some((action) => action.includes('*')) ||
            ([statement.Resource].flat().includes('*') && !isWildcardExplained({ ...statement })),
        )
        .map(({ id }) => id),
    mutants: {
      'an action ends with *': changeStatements('aws_iam_role_policy', 'view-stats', (one) => ({
        ...one,
        Action: ['dynamodb:Get*'],
      })),
      'a statement is for everything': changeStatements('aws_iam_role_policy', 'view-stats', (one) => ({
        ...one,
        Resource: ['*'],
      })),
      'a reason stands for other actions': changeStatements('aws_iam_role_policy', 'notify-admin', (one) =>
        one.Sid === 'Traces' ? { ...one, Action: [...actionsOf(one), 'xray:GetTraceSummaries'] } : one,
      ),
      'a boundary allows all': changeStatements('aws_iam_policy', 'launcher', (one) => ({ ...one, Action: ['*'] })),
    },
  },
  {
    name: 'roles pass one role to one service only',
    violations: (resources) =>
      statementsIn(resources, ...identityPolicies)
        .filter(({ statement }) => actionsOf(statement).includes('iam:PassRole'))
        .filter(
          ({ statement }) =>
            !textOf(statement.Resource).endsWith('-machine"]') ||
            !textOf(statement.Condition).includes('"ec2.amazonaws.com"'),
        )
        .map(({ id }) => id),
    mutants: {
      'any role': add('aws_iam_role_policy', { policy: policyThatAllows('iam:PassRole', '*') }),
      'to any service': changeStatements('aws_iam_role_policy', 'provision-instance', unconditionally),
    },
  },
  {
    name: 'machines are launched with IMDSv2 only',
    violations: (resources) => [
      ...statementsIn(resources, ...identityPolicies)
        .filter(({ statement }) => actionsOf(statement).includes('ec2:RunInstances'))
        .filter(({ statement }) => textOf(statement.Resource).includes('instance/*'))
        .filter(({ statement }) => !textOf(statement.Condition).includes('"ec2:MetadataHttpTokens":"required"'))
        .map(({ id }) => id),
      ...idsOf(
        ofType(resources, 'aws_instance', 'aws_launch_template').filter(
          ({ attributes }) => first(attributes['metadata_options'])['http_tokens'] !== 'required',
        ),
      ),
    ],
    mutants: {
      'the policy does not ask for it': changeStatements('aws_iam_role_policy', 'provision-instance', unconditionally),
      'nor the boundary': changeStatements('aws_iam_policy', 'launcher', unconditionally),
      'a template does not': add('aws_launch_template', { metadata_options: { http_tokens: 'optional' } }),
      'an instance says nothing': add('aws_instance', {}),
    },
  },
  {
    name: "machines are launched from Debian's images only, in the offered sizes, with disks of a blueprint's size at most",
    violations: (resources) =>
      statementsIn(resources, ...identityPolicies)
        .filter(({ statement }) => actionsOf(statement).includes('ec2:RunInstances'))
        .filter(({ statement }) =>
          Object.entries(boundOfLaunch).some(
            ([resource, key]) =>
              textOf(statement.Resource).includes(resource) && !textOf(statement.Condition).includes(key),
          ),
        )
        .map(({ id }) => id),
    mutants: {
      'the policy does not ask for it': changeStatements('aws_iam_role_policy', 'provision-instance', unconditionally),
      'nor the boundary': changeStatements('aws_iam_policy', 'launcher', unconditionally),
      'any image': add('aws_iam_role_policy', {
        policy: policyThatAllows('ec2:RunInstances', 'arn:aws:ec2:x::image/*'),
      }),
    },
  },
  {
    name: 'what launches machines, and the machines, are bounded',
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_iam_role')
          .filter(({ attributes }) => bounded.test(textOf(attributes['name'])))
          .filter(({ attributes }) => attributes['permissions_boundary'] === undefined),
      ),
    mutants: Object.fromEntries(
      ['machine-role', 'provision-instance-role', 'reconcile-instances_role'].map((role) => [
        `not ${role}`,
        change('aws_iam_role', role, { permissions_boundary: undefined }),
      ]),
    ),
  },
  {
    name: 'every function and service has a role of its own',
    violations: (resources) => {
      const used = [
        ...ofType(resources, 'aws_lambda_function').map(({ attributes }) => textOf(attributes['role'])),
        ...ofType(resources, 'aws_eks_pod_identity_association').map(({ attributes }) =>
          textOf(attributes['role_arn']),
        ),
        ...ofType(resources, 'aws_sfn_state_machine').map(({ attributes }) => textOf(attributes['role_arn'])),
      ];
      return used.filter((role, index) => used.indexOf(role) !== index);
    },
    mutants: {
      'two share one': change('aws_lambda_function', '', { role: '${aws_iam_role.shared.arn}' }),
    },
  },
];
