import { ServiceError } from './service-error.ts';

const placeholders = ['ExpressionAttributeNames', 'ExpressionAttributeValues'];
const write = [
  'TableName',
  'ConditionExpression',
  ...placeholders,
  'ReturnValues',
  'ReturnValuesOnConditionCheckFailure',
];
const page = [
  'TableName',
  'IndexName',
  'FilterExpression',
  'ProjectionExpression',
  ...placeholders,
  'ConsistentRead',
  'Select',
  'Limit',
  'ExclusiveStartKey',
];

/** What each operation may be asked for here. */
const members: Readonly<Record<string, readonly string[]>> = {
  GetItem: ['TableName', 'Key', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames'],
  BatchGetItem: ['RequestItems'],
  Query: [...page, 'KeyConditionExpression', 'ScanIndexForward'],
  Scan: page,
  PutItem: [...write, 'Item'],
  UpdateItem: [...write, 'Key', 'UpdateExpression'],
  DeleteItem: [...write, 'Key'],
  TransactWriteItems: ['TransactItems', 'ClientRequestToken'],
  TransactGetItems: ['TransactItems'],
  // Streams are accepted and nothing is in them: what is counted from them is tested on the emulator.
  CreateTable: [
    'TableName',
    'BillingMode',
    'KeySchema',
    'AttributeDefinitions',
    'GlobalSecondaryIndexes',
    'ProvisionedThroughput',
    'StreamSpecification',
  ],
  DeleteTable: ['TableName'],
  DescribeTable: ['TableName'],
};

/** Refuses what is not imitated, rather than to pass over it. */
export function checkMembers(operation: string, request: object): void {
  const known = members[operation];
  if (!known) throw new ServiceError('UnknownOperationException', `The stand-in does not know ${operation}`);
  const unknown = Object.keys(request).find((member) => !known.includes(member));
  if (unknown !== undefined) {
    throw new ServiceError('UnknownOperationException', `The stand-in does not know ${unknown} of ${operation}`);
  }
}
