import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { givenSession, givenUser } from '@cloudapp/accounts/testing/accounts';
import { openDatabase } from '@cloudapp/data/database';
import { environment, PREFIX } from '../../local/cloud/names.ts';
import { startTestEndpoint } from '../../local/ec2/testing/test-endpoint.ts';
import { ToldBackend } from '../../local/ec2/testing/told-backend.ts';
import { createProductTables } from '../../local/strict-dynamodb/testing/product-tables.ts';
import type { Trouble } from '../../local/strict-dynamodb/trouble.ts';
import { serveOtherAws } from './other-aws.ts';

const root = join(import.meta.dirname, '..', '..');
const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };

/**
 * Everything outside the services: a strict DynamoDB in a process of its own, EC2, and what else of AWS they call.
 * @param slow by how much longer than DynamoDB the strict one takes
 */
export async function startSurroundings({ slow = 1 }: { readonly slow?: number } = {}) {
  const child = fork(join(root, 'local/strict-dynamodb/main.ts'), ['--slow', String(slow)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (!child.stdout) throw new Error('The strict DynamoDB says nothing');
  const [databaseUrl] = (await once(createInterface(child.stdout), 'line')) as [string];
  const database = openDatabase(PREFIX, { endpoint: databaseUrl, region: environment.region, credentials });
  await createProductTables(database);
  const ec2 = await startTestEndpoint({ backend: new ToldBackend() });
  const other = await serveOtherAws();
  return {
    database,
    databaseUrl,
    ec2Url: ec2.endpoint.url,
    otherUrl: other.url,
    keys: { AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
    makeTrouble: async (trouble: Trouble) => {
      await fetch(`${databaseUrl}/trouble`, { method: 'PUT', body: JSON.stringify(trouble) });
    },
    stop: async () => {
      database.client.destroy();
      other.stop();
      await ec2.close();
      child.kill();
    },
  };
}

export type Surroundings = Awaited<ReturnType<typeof startSurroundings>>;

/** The cookies of so many people, and of an administrator. */
export async function givenPeople({ database }: Surroundings, count: number) {
  const to = composeAccounts(database);
  const cookieOf = async (role: 'user' | 'admin') =>
    `__Host-session=${await givenSession(to, await givenUser(to, { role }))}`;
  const people: string[] = [];
  for (let number = 0; number < count; number++) people.push(await cookieOf('user'));
  return { people, admin: await cookieOf('admin') };
}
