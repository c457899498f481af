import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { venvDirectory } from '../../layout.ts';
import { freePort } from '../../supervisor/free-port.ts';
import { ensureMiniStack } from '../installation.ts';
import { startMiniStack, type MiniStack, type MiniStackSpec } from '../mini-stack.ts';

type OwnOptions = Pick<MiniStackSpec, 'rootKey' | 'publicParameters'>;

/** An emulator for one test file, which asks everybody for a key and a permission; `end` leaves nothing of it. */
export async function startOwnEmulator(options: OwnOptions): Promise<MiniStack & { end: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'cloudapp-emulator-'));
  const emulator = await startStrictEmulator(directory, options);
  const end = async (): Promise<void> => {
    await emulator.stop();
    await rm(directory, { recursive: true, force: true });
  };
  return { ...emulator, end };
}

/** An emulator on what an earlier one may have left in a directory. */
export async function startStrictEmulator(directory: string, options: OwnOptions): Promise<MiniStack> {
  return await startMiniStack({
    python: await ensureMiniStack(venvDirectory, () => undefined),
    port: await freePort(),
    directory,
    logFile: join(directory, 'log'),
    isAuthEnforced: true,
    ...options,
  });
}

/** A table named `kept`, to be looked for later. */
export async function makeKeptTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: 'kept',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}
