import type { Request } from './decision.ts';

/**
 * What AWS's services say of themselves when they assume a role, so far as their pages tell: some name the account of the
 * resource that they act for, and a trust policy may ask for it; API Gateway, Lambda, EC2 and EKS name none.
 *
 * @see stacks/permissions/trust.ts for the pages
 */
export function contextOfService(service: string, account: string): Request['context'] {
  return namingAccount.test(service) ? { 'aws:SourceAccount': account } : {};
}

const namingAccount = /^(pods\.eks|states|scheduler|ecs-tasks|vpc-flow-logs)\.amazonaws\.com$/;
