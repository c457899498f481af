import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import type { Construct } from 'constructs';
import type { NodeFunction } from './node-function.ts';

/** What is new, whatever it is. */
const everyInsert = { eventName: ['INSERT'] };

/**
 * Has a function called for what is new in a table. A stream's records are tried again until they are an hour old, a batch that fails in
 * halves; then they are noted as lost, and the clock's runs of the function find by themselves what is in the table.
 *
 * @param patterns those of the records that it is called for (at most five)
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
export function invokeForInserts(
  scope: Construct,
  id: string,
  invoked: NodeFunction,
  streamArn: string,
  patterns: readonly object[] = [everyInsert],
): void {
  new LambdaEventSourceMapping(scope, id, {
    eventSourceArn: streamArn,
    functionName: invoked.arn,
    // From the first record on, also of what happened before the mapping was made.
    startingPosition: 'TRIM_HORIZON',
    batchSize: 1000,
    maximumBatchingWindowInSeconds: 1,
    bisectBatchOnFunctionError: true,
    maximumRecordAgeInSeconds: 3600,
    filterCriteria: { filter: patterns.map((pattern) => ({ pattern: JSON.stringify(pattern) })) },
    destinationConfig: { onFailure: { destinationArn: invoked.deadLettersArn } },
    dependsOn: [invoked.lambda],
  });
}
