import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@cloudapp/contracts/service';
import type { Place } from '../stacks/variables/services.ts';
import { repository } from './layout.ts';
import { startChild, type Child } from './supervisor/child.ts';

export const serviceBundle = (part: ServiceName): string => join(repository, 'microservices', part, 'dist', 'main.js');
export const serviceEntry = (part: ServiceName): string => join(repository, 'microservices', part, 'src', 'main.ts');

export interface ServiceSpec {
  part: ServiceName;
  port: number;
  /** What its pod would be told. */
  variables: Readonly<Record<string, string>>;
  emulatorUrl: string;
  ec2Url: string;
  /** How a part finds the credentials of its role. */
  credentials: { readonly environmentOf: (part: string) => Readonly<Record<string, string>> };
  /** What a process here needs besides to reach simulated machines. */
  reachingMachines?: Readonly<Record<string, string>>;
  logFile: string;
  /** How long it may take to stop by itself. @default what it takes on this machine */
  graceMilliseconds?: number;
}

/** How a service stands on this machine: the gateway is before it, and no load balancer has to turn away first. */
export const onThisMachine = (port: number): Place => ({
  host: '127.0.0.1',
  port,
  trustedProxyHops: 1,
  // All of AWS is on this machine, too, and as slow as it is busy.
  answerSeconds: 30,
  shutdownDelaySeconds: 0,
  shutdownDrainSeconds: 4,
});

const STOP_MILLISECONDS = 6_000;
const READY_MILLISECONDS = 30_000;

/** Starts a service as its pod would, with its own role's credentials and nothing of the user's own AWS settings. */
export async function startService(spec: ServiceSpec): Promise<Child> {
  const child = await startChild({
    name: spec.part,
    command: process.execPath,
    args: [
      '--enable-source-maps',
      '--import',
      join(repository, 'local', 'supervisor', 'watch-parent.js'),
      serviceBundle(spec.part),
    ],
    environment: environmentOf(spec),
    logFile: spec.logFile,
    graceMilliseconds: spec.graceMilliseconds ?? STOP_MILLISECONDS,
  });
  await waitUntilReady(child, spec);
  return child;
}

function environmentOf(spec: ServiceSpec): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    AWS_ENDPOINT_URL: spec.emulatorUrl,
    AWS_ENDPOINT_URL_EC2: spec.ec2Url,
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...spec.credentials.environmentOf(spec.part),
    ...spec.variables,
    ...spec.reachingMachines,
  };
}

async function waitUntilReady(child: Child, { port, logFile, part }: ServiceSpec): Promise<void> {
  const deadline = Date.now() + READY_MILLISECONDS;
  while (Date.now() < deadline) {
    if (!child.isRunning()) throw new Error(`${part} ended while starting; its last words are in ${logFile}.`);
    if (await isReady(port)) return;
    await sleep(50);
  }
  await child.stop();
  throw new Error(`${part} was not ready within ${READY_MILLISECONDS / 1_000} s; see ${logFile}.`);
}

async function isReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(3_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
