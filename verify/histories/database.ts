import {
  ConditionalCheckFailedException,
  IdempotentParameterMismatchException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Database } from '@cloudapp/data/database';
import { patience } from '@cloudapp/service-kit/aws-client';
import { ServiceError } from '../../local/strict-dynamodb/service-error.ts';
import type { StrictDynamoDb } from '../../local/strict-dynamodb/strict-dynamodb.ts';
import { sdkError, type RunningProcess } from './running-process.ts';

type Members = Readonly<Record<string, unknown>>;

const operations: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  BatchGetCommand: 'BatchGetItem',
  QueryCommand: 'Query',
  ScanCommand: 'Scan',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  DeleteCommand: 'DeleteItem',
  TransactWriteCommand: 'TransactWriteItems',
};

/** Members that hold attributes by name, in requests and answers. */
const attributeMembers = new Set([
  'Item',
  'Key',
  'ExclusiveStartKey',
  'ExpressionAttributeValues',
  'Attributes',
  'LastEvaluatedKey',
]);

/**
 * The product's tables as one process reaches them: the SDK's document client without the wire, which takes most of the time of
 * a call in one's own process. A transaction has the token that the SDK would give it, the same for each try.
 */
export function databaseOf(store: StrictDynamoDb, process: RunningProcess, newToken: () => string): Database {
  const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: object }) => {
    const operation = operations[name];
    if (operation === undefined) throw new Error(`${name} is not known here`);
    const request = toWire(input) as Members;
    const sent = operation === 'TransactWriteItems' ? { ...request, ClientRequestToken: newToken() } : request;
    return await process.call('dynamodb', patience.request, async () => fromWire(await called(store, operation, sent)));
  };
  const client = Object.assign(Object.create(DynamoDBDocumentClient.prototype), { send }) as DynamoDBDocumentClient;
  return { client, table: (part) => part };
}

async function called(store: StrictDynamoDb, operation: string, request: object): Promise<object> {
  try {
    return await store.call(operation, request);
  } catch (error) {
    throw error instanceof ServiceError ? toSdkError(error) : error;
  }
}

function toSdkError({ code, message, details }: ServiceError): Error {
  const given = { message, $metadata: {} };
  switch (code) {
    case 'ConditionalCheckFailedException':
      return new ConditionalCheckFailedException(given);
    case 'TransactionCanceledException':
      return new TransactionCanceledException({ ...given, ...details });
    case 'TransactionConflictException':
      return new TransactionConflictException(given);
    case 'TransactionInProgressException':
      return new TransactionInProgressException(given);
    case 'IdempotentParameterMismatchException':
      return new IdempotentParameterMismatchException(given);
    default:
      return sdkError(code, 'client', { message });
  }
}

function toWire(value: unknown, isAttributes = false): unknown {
  if (isAttributes) return marshall(value as Members, { removeUndefinedValues: true });
  return walked(value, (member, name) =>
    name === 'Keys'
      ? (member as unknown[]).map((one) => toWire(one, true))
      : toWire(member, attributeMembers.has(name)),
  );
}

function fromWire(value: unknown): unknown {
  return walked(value, (member, name) => {
    if (attributeMembers.has(name)) return unmarshall(member as never);
    if (name === 'Items' || name === 'Keys') return (member as never[]).map((item) => unmarshall(item));
    // Of a batch: the items of each table.
    if (name === 'Responses') return walked(member, (items) => (items as never[]).map((item) => unmarshall(item)));
    return fromWire(member);
  });
}

/** The same with each member replaced; members that are undefined are left out, as JSON leaves them out. */
function walked(value: unknown, replace: (member: unknown, name: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => walked(one, replace));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, replace(member, name)]));
}
