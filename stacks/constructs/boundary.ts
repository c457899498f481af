import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import { boundaryDocument, type Boundary, type PermissionContext } from '../permissions/permissions.ts';

export interface PermissionsBoundaryProps {
  readonly environment: Environment;
  readonly boundary: Boundary;
  readonly permissions: PermissionContext;
}

/** A policy that roles cannot exceed. */
export class PermissionsBoundary extends IamPolicy {
  constructor(scope: Construct, id: string, { environment, boundary, permissions }: PermissionsBoundaryProps) {
    super(scope, id, {
      name: physicalName(environment, `${boundary}-boundary`),
      description: `The most that a ${boundary} of CloudApp ${environment.name} can ever be given`,
      policy: JSON.stringify(boundaryDocument(boundary, permissions)),
    });
  }
}
