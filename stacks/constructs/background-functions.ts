import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification/index.js';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import type { PermissionContext } from '../permissions/permissions.ts';
import type { FunctionVariables } from '../variables/functions.ts';
import { NodeFunction } from './node-function.ts';
import { PartRole } from './role.ts';

export interface BackgroundFunctionsProps {
  readonly environment: Environment;
  readonly permissions: PermissionContext;
  /** Boundary of what launches machines. */
  readonly boundaryArn: string;
  readonly variables: { readonly [F in 'analyse-provisioning' | 'reconcile-instances']: FunctionVariables<F> };
  /** Where they run; reconcile-instances tries the login ports of machines from there. */
  readonly network: { readonly subnetIds: string[]; readonly securityGroupIds: string[] };
  readonly logKeyArn: string;
  readonly recordsBucket: string;
  readonly recordsBucketArn: string;
}

/** What works behind the services: one function for each new record, one every minute for machines that need attention. */
export class BackgroundFunctions extends Construct {
  constructor(scope: Construct, id: string, props: BackgroundFunctionsProps) {
    super(scope, id);
    const { environment, permissions, logKeyArn } = props;
    const { messagesKeyArn } = permissions;
    const shared = { environment, permissions, logKeyArn, messagesKeyArn, network: props.network };
    const analyse = new NodeFunction(this, 'analyse-provisioning', {
      ...shared,
      part: 'analyse-provisioning',
      variables: props.variables['analyse-provisioning'],
      memoryMib: 256,
      timeoutSeconds: 30,
    });
    this.#invokeForEachRecord(analyse, props);

    const reconcile = new NodeFunction(this, 'reconcile-instances', {
      ...shared,
      part: 'reconcile-instances',
      variables: props.variables['reconcile-instances'],
      memoryMib: 512,
      timeoutSeconds: 55,
      boundaryArn: props.boundaryArn,
    });
    this.#invokeEveryMinute(reconcile, props);
  }

  #invokeForEachRecord(
    analyse: NodeFunction,
    { environment, recordsBucket, recordsBucketArn }: BackgroundFunctionsProps,
  ): void {
    const permission = new LambdaPermission(this, 'analyse-from-bucket', {
      statementId: 'records',
      action: 'lambda:InvokeFunction',
      functionName: analyse.name,
      principal: 's3.amazonaws.com',
      sourceArn: recordsBucketArn,
      sourceAccount: environment.account,
      dependsOn: [analyse.lambda],
    });
    new S3BucketNotification(this, 'new-records', {
      bucket: recordsBucket,
      lambdaFunction: [
        { id: 'analyse', lambdaFunctionArn: analyse.arn, events: ['s3:ObjectCreated:*'], filterSuffix: '.json' },
      ],
      dependsOn: [permission],
    });
  }

  #invokeEveryMinute(reconcile: NodeFunction, { environment, permissions }: BackgroundFunctionsProps): void {
    const role = new PartRole(this, 'schedule-role', { environment, part: 'schedule', permissions });
    // It carries no payload, so there is nothing for a key of ours to encrypt; with one, the role itself would have to decrypt.
    new SchedulerSchedule(this, 'every-minute', {
      name: physicalName(environment, 'reconcile-instances'),
      description: 'Looks after machines that are due',
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: reconcile.arn,
        roleArn: role.arn,
        // The next run is a minute away, so a late one is worth nothing.
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
      dependsOn: [role.policy],
    });
  }
}
