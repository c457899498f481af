import { join } from 'node:path';
import type { ServiceName } from '@cloudapp/contracts/service';
import type { Place } from '../stacks/variables/services.ts';
import { repository } from './layout.ts';
import { startChild, type Child } from './supervisor/child.ts';
import { waitUntilReady } from './supervisor/wait-until-ready.ts';

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
  await waitUntilReady(child, { url: `http://127.0.0.1:${spec.port}/health/ready`, logFile: spec.logFile });
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
