import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, type Child } from '../supervisor/child.ts';
import type { RootKey } from './root-key.ts';

export const REGION = 'eu-west-1';
export const ACCOUNT_ID = '000000000000';

export interface MiniStackSpec {
  python: string;
  port: number;
  /** Everything it keeps: state, objects, the unpacked Lambdas of this run. */
  directory: string;
  logFile: string;
  /** Whether IAM policies are enforced; `rootKey` is then the only key that may do everything. */
  isAuthEnforced: boolean;
  rootKey: RootKey;
  /** What requests may name as their Host, of any port unless one is given. Left out: this address, with its port. */
  hosts?: readonly string[];
  /** Given to the Lambdas that it runs, e.g. where the EC2 endpoint is. */
  lambdaEnvironment?: Record<string, string>;
  /** Public SSM parameters, such as the ids of Debian's images. */
  publicParameters?: Record<string, string>;
  /** How often state is saved besides at the end; 0 = never. */
  saveEverySeconds?: number;
}

export interface MiniStack extends Child {
  url: string;
}

const STARTUP_MILLISECONDS = 60_000;
const STOP_MILLISECONDS = 20_000;

export async function startMiniStack(spec: MiniStackSpec): Promise<MiniStack> {
  const temporary = join(spec.directory, 'tmp');
  await rm(temporary, { recursive: true, force: true }); // what Lambdas of an earlier run had unpacked
  await mkdir(temporary, { recursive: true });
  // The emulator starts Lambdas by a CommonJS script in here, which our own package.json would make an ES module.
  await writeFile(join(temporary, 'package.json'), '{ "type": "commonjs" }');
  const child = await startChild({
    name: 'MiniStack',
    command: spec.python,
    args: [join(import.meta.dirname, 'run.py')],
    environment: environmentOf(spec, temporary),
    logFile: spec.logFile,
    graceMilliseconds: STOP_MILLISECONDS,
  });
  const url = `http://127.0.0.1:${spec.port}`;
  await waitUntilHealthy(url, child, spec.logFile);
  return { ...child, url };
}

/** Only what is named here, since MiniStack hands its whole environment on to each Lambda. */
function environmentOf(spec: MiniStackSpec, temporary: string): NodeJS.ProcessEnv {
  return {
    // The Lambdas run on the `node` of the PATH: it must be the one that runs us.
    PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    HOME: temporary,
    LANG: process.env['LANG'] ?? 'C.UTF-8',
    TMPDIR: temporary,
    PYTHONUNBUFFERED: '1',
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(spec.port),
    MINISTACK_HOST: '127.0.0.1',
    MINISTACK_REGION: REGION,
    MINISTACK_ACCOUNT_ID: ACCOUNT_ID,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: spec.rootKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: spec.rootKey.secretAccessKey,
    ...(spec.hosts && { ALLOWED_HOSTS: spec.hosts.join(',') }),
    IOT_MTLS_ENABLED: '0', // a port of its own that nothing here needs
    SFTP_ENABLED: '0', // likewise
    AUTH: spec.isAuthEnforced ? 'true' : 'false',
    PERSIST_STATE: '1',
    STATE_DIR: join(spec.directory, 'state'),
    S3_PERSIST: '1',
    S3_DATA_DIR: join(spec.directory, 'objects'),
    STATE_SAVE_SECONDS: String(spec.saveEverySeconds ?? 0),
    PUBLIC_PARAMETERS: JSON.stringify(spec.publicParameters ?? {}),
    LOG_LEVEL: 'WARNING',
    ...spec.lambdaEnvironment,
  };
}

async function waitUntilHealthy(url: string, child: Child, logFile: string): Promise<void> {
  const deadline = Date.now() + STARTUP_MILLISECONDS;
  while (Date.now() < deadline) {
    if (!child.isRunning()) throw new Error(`MiniStack ended while starting; its last words are in ${logFile}`);
    if (await answers(`${url}/_ministack/health`)) return;
    await sleep(100);
  }
  await child.stop();
  throw new Error(`MiniStack did not become healthy within ${STARTUP_MILLISECONDS / 1000} s; see ${logFile}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}
