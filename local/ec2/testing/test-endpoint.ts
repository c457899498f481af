import { EC2Client, RunInstancesCommand, type RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '../catalogue.ts';
import { startEc2Endpoint, type Ec2Endpoint, type Ec2EndpointOptions } from '../endpoint.ts';
import { debianAccount } from '../../../stacks/permissions/machines.ts';
import { machineRules } from '../../../stacks/product/machine-rules.ts';
import { sourcesHere } from '../../cloud/names.ts';
import { SimulatedBackend } from '../simulated/simulated-backend.ts';
import { believableTiming, type Timing } from '../timing.ts';

export const catalogue: Catalogue = {
  images: ['ami-0123456789abcdef0'],
  imageOwner: debianAccount,
  subnets: [
    {
      subnetId: 'subnet-0a',
      vpcId: 'vpc-0a',
      availabilityZone: 'eu-west-1a',
      cidr: '10.41.32.0/19',
      mapsPublicAddresses: false,
    },
    {
      subnetId: 'subnet-0b',
      vpcId: 'vpc-0a',
      availabilityZone: 'eu-west-1b',
      cidr: '10.41.64.0/19',
      mapsPublicAddresses: false,
    },
  ],
  securityGroups: [
    { groupId: 'sg-0a', rules: machineRules({ id: 'any', openPorts: [22], publicPorts: [] }, sourcesHere) },
  ],
  instanceProfileNames: ['machine'],
  vcpuQuota: 1_000,
  accountId: '000000000000',
};

export const launchInput = (token: string, name = 'machine'): RunInstancesCommandInput => ({
  MinCount: 1,
  MaxCount: 1,
  ClientToken: token,
  ImageId: 'ami-0123456789abcdef0',
  InstanceType: 't3a.small',
  NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: 'subnet-0a', Groups: ['sg-0a'], AssociatePublicIpAddress: true }],
  MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
  TagSpecifications: [{ ResourceType: 'instance', Tags: tagsOf(token, name) }],
});

const tagsOf = (token: string, name: string) => [
  { Key: 'cloudapp:id', Value: token },
  { Key: 'Name', Value: name },
];

export interface TestEndpoint {
  endpoint: Ec2Endpoint;
  client: EC2Client;
  directory: string;
  /** Ends the endpoint and starts another one on its files. */
  restart: () => Promise<TestEndpoint>;
  close: () => Promise<void>;
}

const SPEED = 50;
/** What is launched is seen at once; what is forgotten is forgotten as late as on EC2, however busy the computer. */
const instantly: Timing = { ...believableTiming, consistencyMilliseconds: 0 };

/** How many launches EC2 takes is tested by itself. */
const asManyAsAsked = { size: 1_000, perSecond: 1_000 };

export async function startTestEndpoint(
  options: Partial<Ec2EndpointOptions> & { maxMachines?: number; directory?: string } = {},
): Promise<TestEndpoint> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'cloudapp-ec2-')));
  const backend = new SimulatedBackend({
    directory: join(directory, 'machines'),
    speed: SPEED,
    maxMachines: options.maxMachines ?? 100,
  });
  const endpoint = await startEc2Endpoint({
    port: 0,
    stateFile: join(directory, 'state.json'),
    backend,
    catalogue,
    timing: instantly,
    launches: asManyAsAsked,
    ...options,
  });
  const client = new EC2Client({
    endpoint: endpoint.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'root', secretAccessKey: 'root' },
    maxAttempts: 1,
  });
  const restart = async (): Promise<TestEndpoint> => {
    await endpoint.close();
    return await startTestEndpoint({ ...options, directory });
  };
  const close = async (): Promise<void> => {
    client.destroy();
    await endpoint.close();
    await rm(directory, { recursive: true, force: true });
  };
  return { endpoint, client, directory, restart, close };
}

/** Launches a machine; answers its id. */
export async function launchOn(
  ec2: TestEndpoint,
  token: string,
  changes: Partial<RunInstancesCommandInput> = {},
): Promise<string> {
  const answer = await ec2.client.send(new RunInstancesCommand({ ...launchInput(token), ...changes }));
  return answer.Instances?.[0]?.InstanceId ?? '';
}
