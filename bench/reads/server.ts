/**
 * The services that pages read from, in one process, started by `bench/reads.ts` with the address of DynamoDB. Asked for it, it also reads
 * somebody who is not there as often as it can, so that it is known what one call of the AWS SDK costs by itself.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openDatabase } from '@cloudapp/data/database';
import { UserRepository } from '@cloudapp/data/user-repository';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { boundedServer } from '@cloudapp/service-kit/server';
import { composeOn } from '../service/compose.ts';
import { listenAndTell } from '../service/usage.ts';

const database = openDatabase('bench', {
  endpoint: process.argv[2] ?? '',
  region: 'eu-west-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  ...callSettings(patience.request),
});
const users = composeOn(database, 'create-user');
const machines = composeOn(database, 'provision-instance');
const callsAtOnce = 16;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { url = '' } = request;
  if (url.startsWith('/calls/')) void callBare(Number(url.slice('/calls/'.length))).then(() => response.end());
  else if (url === '/api/session') users(request, response);
  else machines(request, response);
}

async function callBare(count: number): Promise<void> {
  const repository = new UserRepository(database);
  const callOn = async () => {
    for (let number = 0; number < count / callsAtOnce; number++) await repository.get('nobody');
  };
  await Promise.all(Array.from({ length: callsAtOnce }, callOn));
}

listenAndTell(boundedServer(answer));
