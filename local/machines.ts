import { type BlueprintFacts, imageIdOf } from './cloud/images.ts';
import type { Credentials } from './cloud/credentials.ts';
import { names, network, securityGroups } from './cloud/names.ts';
import { Authorization } from './ec2/authorization.ts';
import { startEc2Endpoint } from './ec2/endpoint.ts';
import type { Catalogue } from './ec2/launch.ts';
import type { MachineBackend } from './ec2/machine-backend.ts';
import { SimulatedBackend } from './ec2/simulated/simulated-backend.ts';
import { believableTiming } from './ec2/timing.ts';
import { ACCOUNT_ID } from './ministack/mini-stack.ts';
import type { ProductRun } from './product.ts';

/** Starts the EC2 endpoint on the backend that was chosen, or on the best one that works here. */
export async function startMachines(
  run: ProductRun,
  blueprints: readonly BlueprintFacts[],
  credentials: Credentials,
): Promise<string> {
  const { settings, layout, parts } = run;
  const endpoint = await startEc2Endpoint({
    port: settings.ec2Port,
    stateFile: layout.ec2State,
    backend: await chooseBackend(run),
    catalogue: catalogueOf(blueprints),
    authorization: new Authorization(credentials),
    timing: believableTiming,
  });
  parts.add('EC2 endpoint', endpoint.close);
  return endpoint.url;
}

async function chooseBackend({ settings, layout, report }: ProductRun): Promise<MachineBackend> {
  if (settings.machines === 'real') {
    throw new Error('Real machines are not offered yet; start without --machines=real.');
  }
  report('machines are simulated: their steps are played, nothing is installed');
  const { machineSpeed: speed, maxMachines } = settings;
  return await Promise.resolve(new SimulatedBackend({ directory: layout.machines, speed, maxMachines }));
}

function catalogueOf(blueprints: readonly BlueprintFacts[]): Catalogue {
  return {
    images: blueprints.map(({ imageParameter }) => imageIdOf(imageParameter)),
    subnets: network.subnets.map(({ subnetId, zone }) => ({
      subnetId,
      vpcId: network.vpcId,
      availabilityZone: zone,
    })),
    securityGroupIds: Object.values(securityGroups(blueprints.map(({ id }) => id))),
    instanceProfileNames: [names.machineProfile],
    accountId: ACCOUNT_ID,
  };
}
