import { afterAll, expect } from 'vitest';
import { REGION } from '../ministack/mini-stack.ts';
import { serveStrictDynamoDb } from '../strict-dynamodb/server.ts';
import { StrictDynamoDb } from '../strict-dynamodb/strict-dynamodb.ts';

/**
 * A strict DynamoDB for one file of tests that were written for any DynamoDB. Its indexes follow at once, as these tests expect;
 * what it does in its time is its own, so that whoever writes to one item at once meets.
 */
const database = new StrictDynamoDb({ indexLagMilliseconds: 0 });
const server = await serveStrictDynamoDb(database);
process.env['AWS_ENDPOINT_URL_DYNAMODB'] = server.url;
process.env['AWS_REGION'] = REGION;
process.env['AWS_ACCESS_KEY_ID'] = 'strict';
process.env['AWS_SECRET_ACCESS_KEY'] = 'strict';

afterAll(async () => {
  await server.stop();
  // Else they asked another one.
  expect(database.meter.read().requests).toHaveProperty('CreateTable');
});
