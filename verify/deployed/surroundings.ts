import { serviceNames, type ServiceName } from '@cloudapp/contracts/service';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleService } from '../../local/build/bundle.ts';
import { startCredentialsServer } from '../../local/cloud/credentials-server.ts';
import type { Credentials } from '../../local/cloud/credentials.ts';
import { imageIdOf, readBlueprints } from '../../local/cloud/images.ts';
import { Authorization } from '../../local/ec2/authorization.ts';
import type { Catalogue } from '../../local/ec2/catalogue.ts';
import { startEc2Endpoint } from '../../local/ec2/endpoint.ts';
import { loginSocketsIfNeeded } from '../../local/ec2/simulated/login-sockets.ts';
import { SimulatedBackend } from '../../local/ec2/simulated/simulated-backend.ts';
import { repository } from '../../local/layout.ts';
import { ACCOUNT_ID } from '../../local/ministack/mini-stack.ts';
import { onThisMachine, serviceBundle, serviceEntry, startService } from '../../local/services.ts';
import { freePort } from '../../local/supervisor/free-port.ts';
import { debianAccount } from '../../stacks/permissions/machines.ts';
import type { SecurityRule } from '../../stacks/product/machine-rules.ts';
import { placeVariables } from '../../stacks/variables/services.ts';
import { text, type TerraformState } from './terraform-state.ts';

export interface Surroundings {
  /** Where each service answers. */
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly stop: () => Promise<void>;
}

export interface SurroundingsSpec {
  readonly state: TerraformState;
  readonly roles: Credentials;
  /** Of each service's pods. */
  readonly variables: ReadonlyMap<string, Record<string, string>>;
  readonly emulatorUrl: string;
  readonly ec2Port: number;
}

/** Installations are played this much faster than they would take. */
const speed = 60;

/**
 * What the emulators lack around what was deployed: an EC2 that launches machines, and the services' processes, since pods
 * there have no containers. They get the variables of their pods and the role that Pod Identity binds to their account.
 */
export async function startSurroundings(spec: SurroundingsSpec): Promise<Surroundings> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudapp-deployed-'));
  const sockets = await loginSocketsIfNeeded();
  const ec2 = await startEc2Endpoint({
    port: spec.ec2Port,
    stateFile: join(folder, 'ec2.json'),
    backend: new SimulatedBackend({
      directory: join(folder, 'machines'),
      speed,
      maxMachines: 10,
      loginSocketDirectory: sockets?.directory,
    }),
    catalogue: await catalogueOf(spec.state),
    authorization: new Authorization(spec.roles),
  });
  const credentials = await startCredentialsServer(0, serviceNames, (part) =>
    spec.roles.assumeFor('pods.eks.amazonaws.com', roleOf(spec.state, part)),
  );
  const started = await Promise.all(
    serviceNames.map(async (part) => {
      await bundleService(serviceEntry(part), serviceBundle(part));
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const variables = spec.variables.get(part) ?? {};
      const child = await startService({
        part,
        port,
        emulatorUrl: spec.emulatorUrl,
        ec2Url: ec2.url,
        credentials,
        // Machines report to the service itself, since there is no CloudFront in between.
        variables: { ...variables, ...placeVariables(onThisMachine(port)), BOOT_EVENTS_ORIGIN: url },
        ...(sockets && { reachingMachines: sockets.environment }),
        logFile: join(folder, `${part}.log`),
      });
      return { part, url, child };
    }),
  );
  return {
    urls: Object.fromEntries(started.map(({ part, url }) => [part, url])) as Record<ServiceName, string>,
    stop: async () => {
      await Promise.all(started.map(({ child }) => child.stop()));
      credentials.close();
      await ec2.close();
      await sockets?.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The role that EKS Pod Identity gives the pods of a service. */
export function roleOf(state: TerraformState, service: string): string {
  const bound = state.all('services', 'aws_eks_pod_identity_association');
  const found = bound.find(({ attributes }) => attributes['service_account'] === service);
  return text(found?.attributes ?? {}, 'role_arn');
}

async function catalogueOf(state: TerraformState): Promise<Catalogue> {
  const blueprints = await readBlueprints(join(repository, 'microservices', 'provision-instance', 'blueprints'));
  const idsOf = (type: string) =>
    state
      .all('network', type)
      .filter(({ name }) => name.startsWith('machines_'))
      .map(({ attributes }) => attributes);
  return {
    images: blueprints.map(({ imageParameter }) => imageIdOf(imageParameter)),
    imageOwner: debianAccount,
    subnets: idsOf('aws_subnet').map((subnet) => ({
      subnetId: text(subnet, 'id'),
      vpcId: text(subnet, 'vpc_id'),
      availabilityZone: text(subnet, 'availability_zone'),
      cidr: text(subnet, 'cidr_block'),
      mapsPublicAddresses: subnet['map_public_ip_on_launch'] === true,
    })),
    securityGroups: idsOf('aws_security_group').map((group) => {
      const groupId = text(group, 'id');
      return { groupId, rules: rulesOf(state, groupId) };
    }),
    instanceProfileNames: [text(state.one('services', 'aws_iam_instance_profile', 'machine-profile'), 'name')],
    vcpuQuota: 64,
    accountId: ACCOUNT_ID,
  };
}

function rulesOf(state: TerraformState, groupId: string): SecurityRule[] {
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    state
      .all('network', `aws_vpc_security_group_${direction}_rule`)
      .filter(({ attributes }) => attributes['security_group_id'] === groupId)
      .map(({ name, attributes }) => ({
        id: name,
        direction,
        protocol: attributes['ip_protocol'] === 'tcp' ? 'tcp' : '-1',
        ...(typeof attributes['from_port'] === 'number' && { port: attributes['from_port'] }),
        cidr: text(attributes, 'cidr_ipv4'),
        description: text(attributes, 'description'),
      })),
  );
}
