import { forEachService } from '@cloudapp/contracts/service';
import { launcherBoundary, machineBoundary } from './boundaries.ts';
import { functionParts } from './functions.ts';
import { platformParts } from './platform.ts';
import { serviceParts } from './services.ts';
import { toDocument, type PermissionContext, type PolicyDocument, type Statement } from './statement.ts';

export { machineTagKey } from './statement.ts';
export type { PermissionContext, PolicyDocument, Statement } from './statement.ts';

const statements = { ...functionParts, ...serviceParts, ...platformParts } as const;

/** Everything that has a role of its own. */
export type Part = keyof typeof statements;

export const parts = Object.keys(statements) as Part[];

/** What a part may do, statement by statement, each with its reason. */
export function statementsOf(part: Part): readonly Statement[] {
  return statements[part];
}

/** The policy of a part in an environment; a part without statements gets a policy without any. */
export function policyDocument(part: Part, context: PermissionContext): PolicyDocument {
  return toDocument(statements[part], context);
}

const boundaries = { launcher: launcherBoundary, machine: machineBoundary } as const;

/** Policies that bound roles: a role can do what both its own policy and its boundary allow. */
export type Boundary = keyof typeof boundaries;

/** The boundary of each part that has one: whatever launches machines, and the machines. */
export const boundaryOf: Readonly<Partial<Record<Part, Boundary>>> = {
  'provision-instance': 'launcher',
  'reconcile-instances': 'launcher',
  machine: 'machine',
};

export function boundaryStatements(boundary: Boundary): readonly Statement[] {
  return boundaries[boundary];
}

export function boundaryDocument(boundary: Boundary, context: PermissionContext): PolicyDocument {
  return toDocument(boundaries[boundary], context);
}

/** The service that assumes each part's role. */
export const assumedBy: Readonly<Record<Part, string>> = {
  authenticate: 'lambda.amazonaws.com',
  'notify-admin': 'lambda.amazonaws.com',
  'analyse-provisioning': 'lambda.amazonaws.com',
  'count-statistics': 'lambda.amazonaws.com',
  'reconcile-instances': 'lambda.amazonaws.com',
  'seal-audit': 'lambda.amazonaws.com',
  'sign-audit': 'lambda.amazonaws.com',
  'send-notices': 'lambda.amazonaws.com',
  'login-workflow': 'states.amazonaws.com',
  'login-api': 'apigateway.amazonaws.com',
  schedule: 'scheduler.amazonaws.com',
  ...forEachService(() => 'pods.eks.amazonaws.com'),
  'presentation-task': 'ecs-tasks.amazonaws.com',
  'presentation-execution': 'ecs-tasks.amazonaws.com',
  'flow-logs': 'vpc-flow-logs.amazonaws.com',
  'pod-logs': 'pods.eks.amazonaws.com',
  machine: 'ec2.amazonaws.com',
};
