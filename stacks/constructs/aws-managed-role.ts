import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';

export interface AwsManagedRoleProps {
  readonly environment: Environment;
  readonly name: string;
  /** The AWS service that assumes it. */
  readonly service: string;
  /** @default sts:AssumeRole alone */
  readonly actions?: readonly string[];
  /** Names of AWS's own policies, which AWS keeps in step with what the service needs. */
  readonly policies: readonly string[];
}

/** A role for something that AWS runs, with the policies that AWS maintains for it. */
export class AwsManagedRole extends Construct {
  readonly arn: string;
  readonly name: string;
  readonly attachments: readonly IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, props: AwsManagedRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'role', {
      name: physicalName(props.environment, props.name),
      assumeRolePolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: props.service },
            Action: props.actions ?? ['sts:AssumeRole'],
          },
        ],
      }),
    });
    this.attachments = props.policies.map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy.replace('service-role/', ''), {
          role: role.name,
          policyArn: `arn:aws:iam::aws:policy/${policy}`,
        }),
    );
    this.arn = role.arn;
    this.name = role.name;
  }
}
