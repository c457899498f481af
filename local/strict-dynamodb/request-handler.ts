import { Readable } from 'node:stream';
import { answer, contentType } from './wire.ts';
import type { StrictDynamoDb } from './strict-dynamodb.ts';

interface SdkRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

function textOf(body: SdkRequest['body']): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

/**
 * What a client of the SDK is given as its `requestHandler`, so that it reaches a strict DynamoDB in its own process, on a clock
 * of a test's: `new DynamoDBClient(inProcess(database))`.
 */
export function inProcess(database: StrictDynamoDb) {
  return {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'strict', secretAccessKey: 'strict' },
    requestHandler: {
      handle: async ({ headers, body }: SdkRequest) => {
        const { status, body: text } = await answer(database, headers['x-amz-target'] ?? '', textOf(body));
        return {
          response: {
            statusCode: status,
            headers: { 'content-type': contentType },
            body: Readable.from([Buffer.from(text)]),
          },
        };
      },
    },
  };
}
