import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { ACCOUNT_ID, REGION } from '../ministack/mini-stack.ts';
import type { Clients } from './clients.ts';
import { arn, names, PREFIX } from './names.ts';

type TriggerClients = Pick<Clients, 'eventBridge' | 'lambda' | 's3'>;

/** What starts the Lambdas that no request starts: each new record in the bucket, and the clock. */
export async function makeTriggers(clients: TriggerClients): Promise<void> {
  await allowInvoke(clients, 'analyse-provisioning', 's3.amazonaws.com', `arn:aws:s3:::${names.bucket}`);
  await clients.s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: names.bucket,
      NotificationConfiguration: {
        LambdaFunctionConfigurations: [
          { LambdaFunctionArn: arn.function('analyse-provisioning'), Events: ['s3:ObjectCreated:*'] },
        ],
      },
    }),
  );
  const rule = `${PREFIX}-reconcile-instances`;
  const ruleArn = `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/${rule}`;
  await allowInvoke(clients, 'reconcile-instances', 'events.amazonaws.com', ruleArn);
  await clients.eventBridge.send(
    new PutRuleCommand({ Name: rule, ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' }),
  );
  await clients.eventBridge.send(
    new PutTargetsCommand({
      Rule: rule,
      Targets: [{ Id: 'reconcile-instances', Arn: arn.function('reconcile-instances') }],
    }),
  );
}

async function allowInvoke({ lambda }: TriggerClients, part: string, principal: string, source: string): Promise<void> {
  try {
    await lambda.send(
      new AddPermissionCommand({
        FunctionName: names.function(part),
        StatementId: principal.replaceAll('.', '-'),
        Action: 'lambda:InvokeFunction',
        Principal: principal,
        SourceArn: source,
      }),
    );
  } catch (error) {
    const isThere = error instanceof Error && error.name === 'ResourceConflictException';
    if (!isThere) throw error;
  }
}
