import { assumedBy, parts } from '../../stacks/permissions/permissions.ts';
import { contextOfService } from '../../local/iam/service-context.ts';
import { allowed, by, denied, type Call } from './call.ts';
import { world } from './world.ts';

const { account } = world.context;
const ofStranger = { 'aws:SourceAccount': '999999999999' };
const gateway = 'apigateway.amazonaws.com';
/** Who takes the roles, and who must not. */
export const callsToRoles: readonly Call[] = [
  ...parts.flatMap((part): Call[] => {
    const service = assumedBy[part];
    const role = world.roleName(part);
    const context = contextOfService(service, account);
    return [
      allowed({ service }, 'sts:AssumeRole', role, `${service} runs ${part}`, { context }),
      denied({ service: 'codebuild.amazonaws.com' }, 'sts:AssumeRole', role, `another service runs ${part}`),
      denied(by('provision-instance'), 'sts:AssumeRole', role, `a service takes the role of ${part}`),
      ...(service === 'pods.eks.amazonaws.com'
        ? [allowed({ service }, 'sts:TagSession', role, 'Pod Identity tags sessions', { context })]
        : []),
      ...('aws:SourceAccount' in context
        ? [denied({ service }, 'sts:AssumeRole', role, `${service} for another account`, { context: ofStranger })]
        : []),
    ];
  }),
  ...[
    ['eks.amazonaws.com', 'cluster'],
    ['ec2.amazonaws.com', 'cluster-nodes'],
  ].map(([service = '', role = '']) =>
    allowed({ service }, 'sts:AssumeRole', world.roleName(role), `${service} runs EKS Auto Mode`),
  ),
  allowed({ service: gateway }, 'sts:AssumeRole', world.roleName('api-gateway-logs'), 'API Gateway logs', {
    context: contextOfService(gateway, account),
  }),
  allowed({ service: 'eks.amazonaws.com' }, 'sts:TagSession', world.roleName('cluster'), 'Auto Mode tags its sessions'),
];
