/**
 * Serves a strict DynamoDB: `npx tsx local/strict-dynamodb/main.ts --port 23000`. With `--slow 20` everything takes 20 times as long
 * and each partition gives a twentieth, so that the computer's own time counts for less.
 */
import { parseArgs } from 'node:util';
import { slowClock } from './clock.ts';
import { serveStrictDynamoDb } from './server.ts';
import { StrictDynamoDb } from './strict-dynamodb.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    slow: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
  },
});

const database = new StrictDynamoDb({ clock: slowClock(Number(values.slow)), seed: Number(values.seed) });
const { url } = await serveStrictDynamoDb(database, Number(values.port));
process.stdout.write(`${url}\n`);
