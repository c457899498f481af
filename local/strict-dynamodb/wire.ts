import { ServiceError } from './service-error.ts';
import type { StrictDynamoDb } from './strict-dynamodb.ts';

/** An answer of DynamoDB's JSON protocol. */
export interface WireAnswer {
  readonly status: number;
  readonly body: string;
}

export const contentType = 'application/x-amz-json-1.0';

/**
 * Answers one request.
 * @param target the header X-Amz-Target: `DynamoDB_20120810.GetItem`
 */
export async function answer(database: StrictDynamoDb, target: string, body: string): Promise<WireAnswer> {
  try {
    const operation = target.replace(/^.*[.]/, '');
    const result = await database.call(operation, JSON.parse(body) as object);
    return { status: 200, body: JSON.stringify(result) };
  } catch (error) {
    return refusal(error);
  }
}

/** What we cannot do is no failure of the service, which the SDK would repeat. */
function refusal(error: unknown): WireAnswer {
  const { code, message, details } =
    error instanceof ServiceError
      ? error
      : { code: 'StandInError', message: error instanceof Error ? error.message : String(error), details: {} };
  const type = `com.amazonaws.dynamodb.v20120810#${code}`;
  return { status: 400, body: JSON.stringify({ __type: type, message, Message: message, ...details }) };
}
