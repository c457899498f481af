/**
 * What a warm sign-in costs beyond the password hash and the emulator's own time: `npx tsx bench/sign-in.ts`.
 *
 * Two parts are ours. *On the way* is gateway, API Gateway stand-in and templates: the whole request against
 * StartSyncExecution of the same state machine asked directly, in turn. *In the function* is what `authenticate` does
 * while it neither hashes nor waits for DynamoDB, measured in process. Medians, since the machine is shared.
 */
import { SFNClient, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import { verifyPassword, unmatchedPasswordHash } from '@cloudapp/data/password';
import { openDatabase } from '@cloudapp/data/database';
import { createLogger } from '@cloudapp/service-kit/logger';
import { environmentSchema } from '../functions/authenticate/environment.ts';
import { composeAuthenticate } from '../functions/authenticate/service.ts';
import { arn, PREFIX } from '../local/cloud/names.ts';
import { REGION } from '../local/ministack/mini-stack.ts';
import startProduct from '../e2e/setup/start-product.ts';
import { adminPassword, productUrl } from '../e2e/setup/product-settings.ts';
import { BusyTime } from './sign-in/busy-time.ts';
import { median } from './sign-in/median.ts';

const rounds = 40;
const warmUps = 5;
const limitMilliseconds = 15;
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

interface Ready {
  readonly emulatorUrl: string;
  readonly adminEmail: string;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function signInByHttp(email: string): Promise<void> {
  const response = await fetch(`${productUrl}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: productUrl },
    body: JSON.stringify({ email, password: adminPassword }),
  });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`Sign-in answered ${response.status}`);
}

/** Milliseconds of the whole request and of the state machine alone, one after the other in each round. */
async function measureOnTheWay({ emulatorUrl, adminEmail }: Ready) {
  const sfn = new SFNClient({ endpoint: emulatorUrl, region: REGION, credentials, disableHostPrefix: true });
  const input = JSON.stringify({
    credentials: { email: adminEmail, password: adminPassword },
    sourceIp: '127.0.0.1',
    userAgent: 'bench',
  });
  const direct = async () => {
    const { status } = await sfn.send(new StartSyncExecutionCommand({ stateMachineArn: arn.stateMachine, input }));
    if (status !== 'SUCCEEDED') throw new Error(`The state machine ended with ${status ?? 'nothing'}`);
  };
  const whole: number[] = [];
  const machine: number[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    const a = await timed(() => signInByHttp(adminEmail));
    const b = await timed(direct);
    if (round >= 0) {
      whole.push(a);
      machine.push(b);
    }
  }
  return {
    whole: median(whole),
    machine: median(machine),
    onTheWay: median(whole.map((ms, i) => ms - (machine[i] ?? 0))),
  };
}

/** Milliseconds in which `authenticate` neither hashes nor waits for the emulator. */
async function measureInFunction({ emulatorUrl, adminEmail }: Ready) {
  const busy = new BusyTime();
  const database = openDatabase(PREFIX, { endpoint: emulatorUrl, region: REGION, credentials });
  database.client.middlewareStack.add((next) => (args) => busy.during(() => next(args)), {
    step: 'deserialize',
    priority: 'low',
  });
  const environment = environmentSchema.parse({ AWS_REGION: REGION, TABLE_PREFIX: PREFIX });
  const hashTimes: number[] = [];
  const authenticate = composeAuthenticate(database, environment, createLogger('bench', 'silent'), {
    unmatchedHash: unmatchedPasswordHash,
    verify: async (...args) => {
      const start = performance.now();
      const result = await busy.during(() => verifyPassword(...args));
      hashTimes.push(performance.now() - start);
      return result;
    },
  });
  const outside: number[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    busy.reset();
    const request = { email: adminEmail, password: adminPassword, sourceIp: '127.0.0.1', userAgent: 'bench' };
    const total = await timed(() => authenticate(request, new Date()));
    if (round >= 0) outside.push(total - busy.milliseconds);
  }
  database.client.destroy();
  return { inFunction: median(outside), hash: median(hashTimes) };
}

process.stdout.write('starting the product …\n');
const stop = await startProduct();
try {
  const ready = JSON.parse(process.env['CLOUDAPP_E2E_READY'] ?? '{}') as Ready;
  const { whole, machine, onTheWay } = await measureOnTheWay(ready);
  const { inFunction, hash } = await measureInFunction(ready);
  const ours = onTheWay + inFunction;
  const row = (name: string, milliseconds: number) => `${name.padEnd(52)}${milliseconds.toFixed(1).padStart(8)} ms\n`;
  process.stdout.write(row('whole sign-in over HTTP', whole));
  process.stdout.write(row('the state machine asked directly', machine));
  process.stdout.write(row('password hash', hash));
  process.stdout.write(row('ours on the way (gateway, API Gateway, templates)', onTheWay));
  process.stdout.write(row('ours in the function (outside hash and emulator)', inFunction));
  process.stdout.write(row(`ours together (limit ${limitMilliseconds} ms)`, ours));
  process.exitCode = ours < limitMilliseconds ? 0 : 1;
} finally {
  await stop();
}
