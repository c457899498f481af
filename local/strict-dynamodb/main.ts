/**
 * Serves a strict DynamoDB until its parent ends: `npx tsx local/strict-dynamodb/main.ts --port 23000`.
 * `--call 0 --transaction 0 --lag 0 --no-limits` take away what takes time or is refused.
 */
import { parseArgs } from 'node:util';
import { serveStrictDynamoDb } from './server.ts';
import { StrictDynamoDb } from './strict-dynamodb.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    call: { type: 'string', default: '8' },
    transaction: { type: 'string', default: '15' },
    lag: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    'no-limits': { type: 'boolean', default: false },
  },
});

const database = new StrictDynamoDb({
  times: { callMilliseconds: Number(values.call), transactionMilliseconds: Number(values.transaction) },
  indexLagMilliseconds: Number(values.lag),
  seed: Number(values.seed),
  ...(values['no-limits'] && { limits: 'none' as const }),
});
const { url } = await serveStrictDynamoDb(database, Number(values.port));
process.stdout.write(`${url}\n`);
