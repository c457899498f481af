import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../supervisor/free-port.ts';
import { ensureMiniStack } from './installation.ts';
import { REGION, startMiniStack, type MiniStack } from './mini-stack.ts';
import { newRootKey, type RootKey } from './root-key.ts';

const venv = join(import.meta.dirname, '..', '..', '.local', 'venv');
const directories: string[] = [];

async function start(directory: string, rootKey: RootKey): Promise<MiniStack> {
  const python = await ensureMiniStack(venv, () => undefined);
  return await startMiniStack({
    python,
    port: await freePort(),
    directory,
    logFile: join(directory, 'log'),
    isAuthEnforced: true,
    rootKey,
  });
}

afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

test('state is there again after a clean stop under a new key, and the old one is refused', async () => {
  const [firstKey, secondKey] = [newRootKey(), newRootKey()];
  const directory = await mkdtemp(join(tmpdir(), 'cloudapp-ministack-'));
  directories.push(directory);
  const first = await start(directory, firstKey);
  const client = new DynamoDBClient({ region: REGION, endpoint: first.url, credentials: firstKey });
  await client.send(
    new CreateTableCommand({
      TableName: 'kept',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const exit = await first.stop();

  const second = await start(directory, secondKey);
  const again = new DynamoDBClient({ region: REGION, endpoint: second.url, credentials: secondKey });
  const stranger = new DynamoDBClient({
    region: REGION,
    endpoint: second.url,
    credentials: firstKey,
  });

  try {
    expect(exit.code).toBe(0);
    const { Table } = await again.send(new DescribeTableCommand({ TableName: 'kept' }));
    expect(Table?.TableStatus).toBe('ACTIVE');
    await expect(stranger.send(new DescribeTableCommand({ TableName: 'kept' }))).rejects.toThrow(
      /token|key|not authorized|invalid/i,
    );
  } finally {
    await second.stop();
  }
});
