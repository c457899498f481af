/**
 * What a warm sign-in costs beyond the password hash and the emulator's own time: `npx tsx bench/sign-in.ts`.
 *
 * Two parts are ours. *On the way* is client, gateway, API Gateway stand-in and templates: the whole request without the
 * emulator's StartSyncExecution. *In the function* is what `authenticate` does while it neither hashes nor waits for
 * DynamoDB. Both run in this process, against the emulator of a started product, after as many sign-ins as let the engine
 * compile what is hot. Medians, since the machine is shared.
 */
import { join } from 'node:path';
import { verifyPassword, unmatchedPasswordHash } from '@cloudapp/accounts/adapters/password-hash';
import { openDatabase } from '@cloudapp/data/database';
import { forEachService } from '@cloudapp/contracts/service';
import { createLogger } from '@cloudapp/service-kit/logger';
import { environmentSchema } from '../functions/authenticate/environment.ts';
import { composeAuthenticate } from '../functions/authenticate/service.ts';
import { startApiGateway } from '../local/api-gateway/api-gateway.ts';
import { rootClients } from '../local/cloud/clients.ts';
import { Credentials } from '../local/cloud/credentials.ts';
import { arn, environment as localEnvironment, PREFIX } from '../local/cloud/names.ts';
import { startGateway } from '../local/gateway/gateway.ts';
import { REGION } from '../local/ministack/mini-stack.ts';
import { originOf } from '../local/origin.ts';
import type { Ready } from '../local/ready-file.ts';
import { freePort } from '../local/supervisor/free-port.ts';
import { authenticateVariables } from '../stacks/variables/functions.ts';
import { ApiClient } from '../local/testing/api-client.ts';
import startProduct from '../e2e/setup/start-product.ts';
import { adminPassword, root } from '../e2e/setup/product-settings.ts';
import { BusyTime } from './sign-in/busy-time.ts';
import { EmulatorTime } from './sign-in/emulator-time.ts';
import { report } from './figures/figures.ts';
import { median } from './median.ts';

const rounds = 60;
const warmUps = 40;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Starts gateway and API Gateway stand-in once more, in this process, where their time can be told from the emulator's. */
async function startFront({ emulatorUrl, rootKey }: Ready) {
  const roles = new Credentials(rootClients(emulatorUrl, rootKey), rootKey);
  const port = await freePort();
  const apiGateway = await startApiGateway({
    port: 0,
    pageOrigin: originOf(port),
    emulatorUrl,
    credentials: () => roles.assumeFor('apigateway.amazonaws.com', arn.role('login-api')),
    log: () => undefined,
  });
  const gateway = await startGateway({
    port,
    siteDirectory: join(root, 'spa', 'dist'),
    upstreams: { 'sign-in': apiGateway.url, ...forEachService(() => '') },
  });
  const close = async () => {
    await gateway.close();
    await apiGateway.close();
  };
  return { url: gateway.url, close };
}

/** Milliseconds of the whole request, and of what is left of it without the emulator's execution of the state machine. */
async function measureOnTheWay(ready: Ready) {
  const front = await startFront(ready);
  const client = new ApiClient(front.url);
  const emulator = new EmulatorTime(ready.emulatorUrl);
  const whole: number[] = [];
  const onTheWay: number[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    const before = emulator.milliseconds;
    const total = await timed(() => client.signIn(ready.adminEmail, adminPassword));
    if (round < 0) continue;
    whole.push(total);
    onTheWay.push(total - (emulator.milliseconds - before));
  }
  emulator.stop();
  await front.close();
  return { whole: median(whole), onTheWay: median(onTheWay) };
}

/** Milliseconds in which `authenticate` neither hashes nor waits for the emulator. */
async function measureInFunction({ emulatorUrl, rootKey: credentials, adminEmail }: Ready) {
  const busy = new BusyTime();
  const database = openDatabase(PREFIX, { endpoint: emulatorUrl, region: REGION, credentials });
  database.client.middlewareStack.add((next) => (args) => busy.during(() => next(args)), {
    step: 'deserialize',
    priority: 'low',
  });
  const environment = environmentSchema.parse({
    AWS_REGION: REGION,
    ...authenticateVariables(localEnvironment, 'https://cloudapp.example', 'none'),
    MAX_FAILURES: '100',
    MAX_FAILURES_PER_ACCOUNT: '1000',
  });
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
    const request = {
      credentials: { email: adminEmail, password: adminPassword },
      sourceIp: '127.0.0.1',
      userAgent: 'bench',
      cookie: '',
    };
    const total = await timed(() => authenticate(request, new Date()));
    if (round >= 0) outside.push(total - busy.milliseconds);
  }
  const wrong: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // Each from an address of its own, so that nobody is locked out and every password is checked.
    const refused = {
      credentials: { email: adminEmail, password: 'wrong' },
      sourceIp: `198.51.100.${round}`,
      userAgent: 'bench',
      cookie: '',
    };
    const ofNobody = { email: `nobody-${round}@example.org`, password: 'wrong' };
    wrong.push(await timed(() => authenticate(refused, new Date())));
    unknown.push(await timed(() => authenticate({ ...refused, credentials: ofNobody }, new Date())));
  }
  database.client.destroy();
  return { inFunction: median(outside), hash: median(hashTimes), wrong: median(wrong), unknown: median(unknown) };
}

process.stdout.write('starting the product …\n');
const stop = await startProduct();
try {
  const ready = JSON.parse(process.env['CLOUDAPP_E2E_READY'] ?? '{}') as Ready;
  const { whole, onTheWay } = await measureOnTheWay(ready);
  const { inFunction, hash, wrong, unknown } = await measureInFunction(ready);
  const ours = onTheWay + inFunction;
  const told = (what: string, milliseconds: number) => ({ what, unit: 'ms', reached: milliseconds });
  await report('sign-in', 'npx tsx bench/sign-in.ts', [
    {
      ...told('sign-in, beyond hash and emulator', ours),
      goal: { atMost: 5 },
      remark: `${(ours / hash).toFixed(2)} of the hash: both are as slow as the computer is just now`,
    },
    told('on the way: gateway, API Gateway, templates', onTheWay),
    told('in the function', inFunction),
    told('whole sign-in over HTTP', whole),
    told('password hash', hash),
    told('a wrong password, in the function', wrong),
    told('an unknown e-mail, in the function', unknown),
  ]);
} finally {
  await stop();
}
