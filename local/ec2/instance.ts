import type { MachineFaults, MachineSpec } from './machine-backend.ts';

export const stateCodes = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

export type InstanceState = keyof typeof stateCodes;

/** One instance as the endpoint keeps it; everything is JSON, since this is what the state file holds. */
export interface Instance {
  instanceId: string;
  reservationId: string;
  clientToken: string | undefined;
  imageId: string;
  instanceType: string;
  subnetId: string;
  vpcId: string;
  availabilityZone: string;
  securityGroupIds: string[];
  instanceProfileArn: string | undefined;
  keyName: string | undefined;
  /** Base64, as sent. */
  userData: string | undefined;
  metadataOptions: {
    httpTokens: string;
    httpPutResponseHopLimit: number;
    httpEndpoint: string;
    instanceMetadataTags: string;
  };
  /** Of burstable types only. */
  credits: 'standard' | 'unlimited' | undefined;
  volume: {
    volumeId: string;
    deviceName: string;
    sizeGib: number;
    volumeType: string;
    encrypted: boolean;
    deleteOnTermination: boolean;
  };
  shutdownBehavior: 'stop' | 'terminate';
  tags: Record<string, string>;
  state: InstanceState;
  stateReason: { code: string; message: string } | undefined;
  privateAddress: string;
  /** Whether it gets a public address each time that it is switched on. */
  hasPublicAddress: boolean;
  publicAddress: string | undefined;
  launchedAt: string;
  stateSince: string;
  faults: MachineFaults;
}

/** @param network what the endpoint knows of the instance's subnet and security groups */
export function machineOf(instance: Instance, network: Pick<MachineSpec, 'subnet' | 'rules'>): MachineSpec {
  return {
    instanceId: instance.instanceId,
    privateAddress: instance.privateAddress,
    publicAddress: instance.publicAddress,
    ...network,
    hostname: hostnameOf(instance.privateAddress),
    imageId: instance.imageId,
    instanceType: instance.instanceType,
    userData: instance.userData === undefined ? undefined : Buffer.from(instance.userData, 'base64'),
    tags: instance.tags,
    faults: instance.faults,
  };
}

export const hostnameOf = (address: string): string => `ip-${address.replaceAll('.', '-')}`;

export const isPoweredOn = (state: InstanceState): boolean => state === 'pending' || state === 'running';
