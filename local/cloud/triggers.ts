import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { tableName, type TablePart } from '@cloudapp/data/tables';
import { noticePatterns } from '../../stacks/product/notice-patterns.ts';
import type { FunctionName } from '../../stacks/variables/functions.ts';
import { ACCOUNT_ID, REGION } from '../ministack/mini-stack.ts';
import type { Clients } from './clients.ts';
import { arn, names, PREFIX } from './names.ts';

type TriggerClients = Pick<Clients, 'dynamodb' | 'eventBridge' | 'lambda' | 's3'>;

/** What starts the Lambdas that no request starts: each new record in the bucket, each new event, and the clock. */
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
  await makeStreamTrigger(clients, 'count-statistics', 'statistics-events');
  await makeStreamTrigger(clients, 'seal-audit', 'audit');
  await makeStreamTrigger(clients, 'send-notices', 'audit', noticePatterns);
  await makeClock(clients, 'reconcile-instances', 'rate(1 minute)');
  await makeClock(clients, 'count-statistics', 'rate(5 minutes)');
  await makeClock(clients, 'seal-audit', 'rate(5 minutes)');
  await makeClock(clients, 'sign-audit', 'rate(1 hour)');
  await makeClock(clients, 'send-notices', 'rate(1 minute)');
}

/** The emulator tries a failed batch again for good, and knows neither halves nor a window. */
async function makeStreamTrigger(
  { dynamodb, lambda }: TriggerClients,
  part: FunctionName,
  table: TablePart,
  patterns: readonly object[] = [{ eventName: ['INSERT'] }],
): Promise<void> {
  const FunctionName = names.function(part);
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  if (EventSourceMappings.length > 0) return;
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: tableName(PREFIX, table) }));
  await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName,
      EventSourceArn: Table?.LatestStreamArn,
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 1000,
      FilterCriteria: { Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })) },
    }),
  );
}

async function makeClock(clients: TriggerClients, part: string, rate: string): Promise<void> {
  const rule = `${PREFIX}-${part}`;
  await allowInvoke(clients, part, 'events.amazonaws.com', `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/${rule}`);
  await clients.eventBridge.send(new PutRuleCommand({ Name: rule, ScheduleExpression: rate, State: 'ENABLED' }));
  await clients.eventBridge.send(
    new PutTargetsCommand({ Rule: rule, Targets: [{ Id: part, Arn: arn.function(part) }] }),
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
