import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { REGION } from './mini-stack.ts';
import { newRootKey } from './root-key.ts';
import { makeKeptTable, startStrictEmulator } from './testing/own-emulator.ts';

const directories: string[] = [];

afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

test('state is there again after a clean stop under a new key, and the old one is refused', async () => {
  const [firstKey, secondKey] = [newRootKey(), newRootKey()];
  const directory = await mkdtemp(join(tmpdir(), 'cloudapp-ministack-'));
  directories.push(directory);
  const first = await startStrictEmulator(directory, { rootKey: firstKey });
  const client = new DynamoDBClient({ region: REGION, endpoint: first.url, credentials: firstKey });
  await makeKeptTable(client);
  const exit = await first.stop();

  const second = await startStrictEmulator(directory, { rootKey: secondKey });
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
