import { arns, type Statement } from './statement.ts';

/** nginx calls no AWS API: presentation reaches the logic tier by HTTP alone. */
const presentationTask: readonly Statement[] = [];

const presentationExecution: readonly Statement[] = [
  {
    sid: 'RegistrySignIn',
    actions: ['ecr:GetAuthorizationToken'],
    resources: () => ['*'],
    reason: 'signs in to the registry before pulling',
    wildcardReason: 'the token is for the whole registry; ECR names no resource for it',
  },
  {
    sid: 'PullImage',
    actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    resources: (context) => [arns.repository(context, 'presentation')],
    reason: 'pulls the one image that it runs',
  },
  {
    sid: 'WriteLogs',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: (context) => [`${arns.logGroup(context, `/${context.prefix}/presentation`)}:*`],
    reason: "nginx's log",
  },
];

const flowLogs: readonly Statement[] = [
  {
    sid: 'WriteFlowLogs',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
    resources: (context) => [`${arns.logGroup(context, `/${context.prefix}/flow-logs/*`)}:*`],
    reason: 'flow logs of both networks',
  },
  {
    sid: 'FindLogGroups',
    actions: ['logs:DescribeLogGroups'],
    resources: () => ['*'],
    reason:
      'flow logs look for their group before they write: see "IAM role for publishing flow logs to CloudWatch Logs"',
    wildcardReason: 'describing is a question about the whole account',
  },
];

const podLogs: readonly Statement[] = [
  {
    sid: 'WriteLogs',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: (context) => [`${arns.logGroup(context, `/${context.prefix}/pods`)}:*`],
    reason: "the services' logs, which a node forgets with the pod",
  },
];

/** Whatever a user can do on a machine, the account must not notice: no statement, and a boundary that denies all. */
const machine: readonly Statement[] = [];

/** The statements of what carries the product. */
export const platformParts = {
  'presentation-task': presentationTask,
  'presentation-execution': presentationExecution,
  'flow-logs': flowLogs,
  'pod-logs': podLogs,
  machine,
} as const;
