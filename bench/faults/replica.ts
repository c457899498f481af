import { join } from 'node:path';
import { forEachService, type ServiceName } from '@cloudapp/contracts/service';
import { bundleService } from '../../local/build/bundle.ts';
import { environment } from '../../local/cloud/names.ts';
import { serviceBundle, serviceEntry, startService } from '../../local/services.ts';
import { freePort } from '../../local/supervisor/free-port.ts';
import { readBlueprints } from '../../microservices/provision-instance/src/adapters/blueprint-folder.ts';
import { inPod } from '../../stacks/constructs/koa-deployment.ts';
import { serviceVariables } from '../../stacks/variables/services.ts';
import type { Targets } from './load.ts';
import type { Surroundings } from './surroundings.ts';

const root = join(import.meta.dirname, '..', '..');

/** What requests that change something say they come from. */
export const publicOrigin = 'https://cloudapp.example';

/** A bundle of each service, as its image has it. */
export async function bundleServices(services: readonly ServiceName[]): Promise<void> {
  await Promise.all(services.map((service) => bundleService(serviceEntry(service), serviceBundle(service))));
}

const blueprints = readBlueprints(join(root, 'microservices/provision-instance/blueprints'));
const inputs = {
  recordsBucket: 'records',
  secretsKeyArn: 'key',
  auditKeyArn: 'key',
  auditRootsBucket: 'audit-roots',
  machineSubnetIds: ['subnet-0a', 'subnet-0b'],
  machineSecurityGroupIds: Object.fromEntries(blueprints.map(({ id }) => [id, 'sg-0a'])),
  publicOrigin,
};

/** A process of a service, ready, told what its pod would be told; with a shorter time to turn away. */
export async function startReplica(service: ServiceName, surroundings: Surroundings, shutdownDelaySeconds = 0) {
  const port = await freePort();
  const place = {
    host: '127.0.0.1',
    port,
    trustedProxyHops: 1,
    answerSeconds: inPod.answerSeconds,
    shutdownDelaySeconds,
    shutdownDrainSeconds: inPod.shutdownDrainSeconds,
  };
  const child = await startService({
    part: service,
    port,
    variables: {
      ...serviceVariables(environment, place, inputs)[service],
      AWS_ENDPOINT_URL_DYNAMODB: surroundings.databaseUrl,
      MACHINE_INSTANCE_PROFILE: 'machine',
      LAUNCHES_PER_HOUR: '1000',
    },
    emulatorUrl: surroundings.otherUrl,
    ec2Url: surroundings.ec2Url,
    credentials: { environmentOf: () => surroundings.keys },
    graceMilliseconds: (shutdownDelaySeconds + inPod.shutdownDrainSeconds + 5) * 1000,
    logFile: join(root, '.cache', 'bench', `${service}.log`),
  });
  return { service, port, child };
}

export type Replica = Awaited<ReturnType<typeof startReplica>>;

/** The processes as a load balancer knows them. */
export function targetsOf(replicas: readonly Replica[]): Targets {
  return forEachService((service) =>
    replicas.filter((replica) => replica.service === service).map(({ port }) => `http://127.0.0.1:${port}`),
  );
}
