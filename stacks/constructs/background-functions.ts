import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
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

type BackgroundFunction = 'analyse-provisioning' | 'count-statistics' | 'reconcile-instances';

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
}

interface Appointment {
  readonly environment: Environment;
  readonly role: PartRole;
  readonly invoked: NodeFunction;
  readonly part: BackgroundFunction;
  readonly minutes: number;
  readonly description: string;
}

/** What works behind the services: for each new record, for what is to be counted, every minute for machines that need attention. */
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
    this.#invokeForEvents(count, props);
    const role = new PartRole(this, 'schedule-role', { environment, part: 'schedule', permissions });
    this.#invokeByClock('every-minute', {
      environment,
      role,
      invoked: reconcile,
      part: 'reconcile-instances',
      minutes: 1,
      description: 'Looks after machines that are due',
    });
    this.#invokeByClock('every-five-minutes', {
      environment,
      role,
      invoked: count,
      part: 'count-statistics',
      minutes: 5,
      description: 'Counts what the stream of events has lost',
    });
  }

  /**
   * A stream's records are tried again until they are an hour old, a batch that fails in halves; then they are noted as lost, and the
   * clock's runs find the events themselves, which stay in their table until they are counted.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
   */
  #invokeForEvents(count: NodeFunction, { statisticsEventsStreamArn }: BackgroundFunctionsProps): void {
    new LambdaEventSourceMapping(this, 'new-events', {
      eventSourceArn: statisticsEventsStreamArn,
      functionName: count.arn,
      // From the first record on, also of what happened before the mapping was made.
      startingPosition: 'TRIM_HORIZON',
      batchSize: 1000,
      maximumBatchingWindowInSeconds: 1,
      bisectBatchOnFunctionError: true,
      maximumRecordAgeInSeconds: 3600,
      filterCriteria: { filter: [{ pattern: JSON.stringify({ eventName: ['INSERT'] }) }] },
      destinationConfig: { onFailure: { destinationArn: count.deadLettersArn } },
      dependsOn: [count.lambda],
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

  #invokeByClock(id: string, { environment, role, invoked, part, minutes, description }: Appointment): void {
    // It carries no payload, so there is nothing for a key of ours to encrypt; with one, the role itself would have to decrypt.
    new SchedulerSchedule(this, id, {
      name: physicalName(environment, part),
      description,
      scheduleExpression: minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: invoked.arn,
        roleArn: role.arn,
        // The next run is near, so a late one is worth nothing.
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
      dependsOn: [role.policy],
    });
  }
}
