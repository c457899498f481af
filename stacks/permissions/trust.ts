import { assumedBy, type Part, type PolicyDocument } from './permissions.ts';

/**
 * Services that say with `aws:SourceAccount` for whose resource they assume a role; a condition keeps them from lending it to
 * somebody else's. Each page has it in its example: EKS Pod Identity, Step Functions, EventBridge Scheduler, ECS, flow logs.
 * API Gateway, Lambda and EC2 say nothing, so that with the condition nobody could take their roles.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
 */
const namingAccount = new Set(['pods.eks', 'states', 'scheduler', 'ecs-tasks', 'vpc-flow-logs']);

/** Who may take the role of a part: one service, for resources of this account where it says so. */
export function trustDocument(part: Part, account: string): TrustDocument {
  const service = assumedBy[part];
  const name = service.replace('.amazonaws.com', '');
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        // Pod Identity tags its sessions.
        Action: name === 'pods.eks' ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'],
        ...(namingAccount.has(name) && { Condition: { StringEquals: { 'aws:SourceAccount': account } } }),
      },
    ],
  };
}

/** A trust policy as IAM takes it. */
export interface TrustDocument extends Pick<PolicyDocument, 'Version'> {
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Principal: { readonly Service: string };
    readonly Action: string[];
    readonly Condition?: Record<string, Record<string, string>>;
  }[];
}
