import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import type { PermissionContext } from '../permissions/permissions.ts';
import type { FunctionName, FunctionVariables } from '../variables/functions.ts';
import { invokeByClock } from './appointment.ts';
import { AuditFunctions } from './audit-functions.ts';
import { NodeFunction } from './node-function.ts';
import { NoticeFunction } from './notice-function.ts';
import { PartRole } from './role.ts';
import { invokeForInserts } from './stream-trigger.ts';

type BackgroundFunction = Exclude<FunctionName, 'authenticate' | 'notify-admin'>;

export interface BackgroundFunctionsProps {
  readonly environment: Environment;
  readonly permissions: PermissionContext;
  /** Boundary of what launches machines. */
  readonly boundaryArn: string;
  readonly variables: { readonly [F in BackgroundFunction]: FunctionVariables<F> };
  /** Where they run; reconcile-instances tries the login ports of machines from there. */
  readonly network: { readonly subnetIds: string[]; readonly securityGroupIds: string[] };
  readonly logKeyArn: string;
  readonly recordsBucket: string;
  readonly recordsBucketArn: string;
  readonly statisticsEventsStreamArn: string;
  readonly auditStreamArn: string;
}

/** What works behind the services: for each new record, for what is to be counted, for the audit log, every minute for machines that need attention. */
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
    const count = new NodeFunction(this, 'count-statistics', {
      ...shared,
      part: 'count-statistics',
      variables: props.variables['count-statistics'],
      memoryMib: 512,
      timeoutSeconds: 60,
    });
    invokeForInserts(this, 'new-events', count, props.statisticsEventsStreamArn);
    const role = new PartRole(this, 'schedule-role', { environment, part: 'schedule', permissions });
    invokeByClock(this, 'every-minute', {
      environment,
      role,
      invoked: reconcile,
      part: 'reconcile-instances',
      when: 'rate(1 minute)',
      description: 'Looks after machines that are due',
    });
    invokeByClock(this, 'every-five-minutes', {
      environment,
      role,
      invoked: count,
      part: 'count-statistics',
      when: 'rate(5 minutes)',
      description: 'Counts what the stream of events has lost',
    });
    new AuditFunctions(this, 'audit', {
      ...shared,
      variables: props.variables,
      scheduleRole: role,
      auditStreamArn: props.auditStreamArn,
    });
    new NoticeFunction(this, 'notices', {
      ...shared,
      variables: props.variables['send-notices'],
      scheduleRole: role,
      auditStreamArn: props.auditStreamArn,
    });
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
}
