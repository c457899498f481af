import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import { policyDocument, statementsOf, type Part, type PermissionContext } from '../permissions/permissions.ts';
import { trustDocument } from '../permissions/trust.ts';

export interface PartRoleProps {
  readonly environment: Environment;
  /** The part whose statements the role gets. */
  readonly part: Part;
  /** Values that the statements name. */
  readonly permissions: PermissionContext;
  /** ARN of the policy that bounds what the role can ever be given. @default none */
  readonly boundaryArn?: string;
}

/** The role of one part, with exactly the statements that `permissions.ts` lists for it. */
export class PartRole extends Construct {
  readonly arn: string;
  readonly name: string;
  /** Its policy, for what must not start before it may do its work. */
  readonly policy: IamRolePolicy | IamRole;

  constructor(scope: Construct, id: string, props: PartRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'role', {
      name: physicalName(props.environment, props.part),
      description: `CloudApp ${props.environment.name}: ${props.part}`,
      assumeRolePolicy: JSON.stringify(trustDocument(props.part, props.environment.account)),
      permissionsBoundary: props.boundaryArn,
    });
    this.policy =
      statementsOf(props.part).length === 0
        ? role
        : new IamRolePolicy(this, 'policy', {
            name: 'own',
            role: role.name,
            policy: JSON.stringify(policyDocument(props.part, props.permissions)),
          });
    this.arn = role.arn;
    this.name = role.name;
  }
}
