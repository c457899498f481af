import { debianAccount } from '../stacks/permissions/machines.ts';
import { machineRules } from '../stacks/product/machine-rules.ts';
import { type BlueprintFacts, imageIdOf } from './cloud/images.ts';
import type { Credentials } from './cloud/credentials.ts';
import { names, network, securityGroups, sourcesHere } from './cloud/names.ts';
import { Authorization } from './ec2/authorization.ts';
import type { Catalogue } from './ec2/catalogue.ts';
import { startEc2Endpoint } from './ec2/endpoint.ts';
import type { MachineBackend } from './ec2/machine-backend.ts';
import { findConfinement } from './ec2/real/confinement.ts';
import { DebianRoot, defaultRootCache } from './ec2/real/debian-root.ts';
import { frontDoorOrigin } from './ec2/real/network/addresses.ts';
import { findObstacle } from './ec2/real/obstacle.ts';
import { RealBackend } from './ec2/real/real-backend.ts';
import { loginSocketsIfNeeded } from './ec2/simulated/login-sockets.ts';
import { SimulatedBackend } from './ec2/simulated/simulated-backend.ts';
import { believableTiming } from './ec2/timing.ts';
import { ACCOUNT_ID } from './ministack/mini-stack.ts';
import { addressOf } from './origin.ts';
import type { ProductRun } from './product-run.ts';

const MAX_SIMULATED = 50;
/** A real machine that installs something takes a processor and some 300 MB. */
const MAX_REAL = 8;
/** Enough for all machines that run here at once: the largest size has 4. */
const VCPU_QUOTA = 4 * MAX_SIMULATED;
const SHOWN_PERCENT = 10;

export interface MachineChoice {
  backend: MachineBackend;
  /** What the services and Lambdas need in their environment to reach the machines. */
  environment: Record<string, string>;
  /** Where machines find the product to report to it. */
  bootEventsOrigin: string;
}

/** Takes the machines that were asked for, or else real ones where they are possible. */
export async function chooseMachines(run: ProductRun): Promise<MachineChoice> {
  const { settings, report } = run;
  const obstacle = settings.machines === 'simulated' ? undefined : await findObstacle(run.layout.machines);
  if (settings.machines === 'real' && obstacle !== undefined) throw new Error(obstacle);
  if (settings.machines !== 'simulated' && obstacle === undefined) {
    return { backend: await realMachines(run), environment: {}, bootEventsOrigin: frontDoorOrigin };
  }
  report('machines are simulated: their steps are played, nothing is installed');
  if (obstacle !== undefined) report(`(${obstacle})`);
  return await simulatedMachines(run);
}

async function simulatedMachines({ settings, layout, parts }: ProductRun): Promise<MachineChoice> {
  const sockets = await loginSocketsIfNeeded();
  if (sockets !== undefined) parts.add('login sockets', sockets.remove);
  const backend = new SimulatedBackend({
    directory: layout.machines,
    speed: settings.machineSpeed,
    maxMachines: settings.maxMachines ?? MAX_SIMULATED,
    loginSocketDirectory: sockets?.directory,
  });
  return { backend, environment: sockets?.environment ?? {}, bootEventsOrigin: addressOf(settings.port) };
}

/** The Debian root that they stand on is made in the background; only a first launch waits for it. */
async function realMachines({ settings, layout, report }: ProductRun): Promise<MachineBackend> {
  report('machines are real: their steps install, and ssh logs in');
  const found = await findConfinement();
  const isConfined = typeof found !== 'string';
  if (!isConfined) report(`(who is root on one can read the disks of this computer: ${found})`);
  const root = new DebianRoot(defaultRootCache(process.env));
  let shown: number | undefined;
  const making = root.path(({ percent, text }) => {
    if (shown === undefined) report('the Debian root that they stand on is made meanwhile, once; launches wait for it');
    else if (percent < shown + SHOWN_PERCENT) return;
    shown = percent;
    report(`Debian root: ${percent} % (${text})`);
  });
  making.catch((error: unknown) => {
    report(error instanceof Error ? error.message : String(error));
  });
  return new RealBackend({
    directory: layout.machines,
    root,
    maxMachines: settings.maxMachines ?? MAX_REAL,
    confinement: isConfined ? found : undefined,
    frontDoorPort: settings.port,
  });
}

/** Starts the EC2 endpoint on the machines that were chosen. */
export async function startMachines(
  run: ProductRun,
  backend: MachineBackend,
  blueprints: readonly BlueprintFacts[],
  credentials: Credentials,
): Promise<string> {
  const { settings, layout, parts } = run;
  const endpoint = await startEc2Endpoint({
    port: settings.ec2Port,
    stateFile: layout.ec2State,
    backend,
    catalogue: catalogueOf(blueprints),
    authorization: new Authorization(credentials),
    timing: believableTiming,
  });
  parts.add('EC2 endpoint', endpoint.close);
  return endpoint.url;
}

function catalogueOf(blueprints: readonly BlueprintFacts[]): Catalogue {
  const groupIds = securityGroups(blueprints.map(({ id }) => id));
  return {
    images: blueprints.map(({ imageParameter }) => imageIdOf(imageParameter)),
    imageOwner: debianAccount,
    subnets: network.subnets.map(({ subnetId, zone, cidr }) => ({
      subnetId,
      vpcId: network.vpcId,
      availabilityZone: zone,
      cidr,
      mapsPublicAddresses: false, // as the network stack makes them
    })),
    securityGroups: blueprints.map((blueprint) => ({
      groupId: groupIds[blueprint.id] ?? '',
      rules: machineRules(blueprint, sourcesHere),
    })),
    instanceProfileNames: [names.machineProfile],
    vcpuQuota: VCPU_QUOTA,
    accountId: ACCOUNT_ID,
  };
}
