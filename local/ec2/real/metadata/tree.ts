import type { MachineSpec } from '../../machine-backend.ts';
import { linkOf } from '../network/addresses.ts';

/** Answers of the metadata service by their path; a branch lists its names. */
export interface Tree {
  readonly [name: string]: string | Buffer | Tree;
}

/**
 * What EC2 tells a machine of itself, as far as cloud-init and the product ask; no credentials of its role, no tags.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html
 */
export function treeOf(machine: MachineSpec): Tree {
  const { instanceId, imageId, instanceType, privateAddress, publicAddress, hostname, subnet, userData } = machine;
  const { availabilityZone } = subnet;
  const region = availabilityZone.slice(0, -1);
  const localHostname = `${hostname}.${region}.compute.internal`;
  const { mac } = linkOf(machine);
  const publicAddresses = (name: string): Tree => (publicAddress === undefined ? {} : { [name]: publicAddress });
  const networkInterface: Tree = {
    'device-number': '0',
    'local-hostname': localHostname,
    'local-ipv4s': privateAddress,
    mac,
    ...publicAddresses('public-ipv4s'),
    'subnet-id': subnet.subnetId,
    'subnet-ipv4-cidr-block': subnet.cidr,
    'vpc-id': subnet.vpcId,
  };
  const document = { availabilityZone, imageId, instanceId, instanceType, privateIp: privateAddress, region };
  return {
    'meta-data': {
      'ami-id': imageId,
      hostname: localHostname,
      'instance-id': instanceId,
      'instance-type': instanceType,
      'local-hostname': localHostname,
      'local-ipv4': privateAddress,
      mac,
      network: { interfaces: { macs: { [mac]: networkInterface } } },
      placement: { 'availability-zone': availabilityZone, region },
      ...publicAddresses('public-ipv4'),
      services: { domain: 'amazonaws.com', partition: 'aws' },
    },
    dynamic: {
      'instance-identity': { document: JSON.stringify({ ...document, version: '2017-09-30' }, undefined, 2) },
    },
    ...(userData === undefined ? {} : { 'user-data': userData }),
  };
}
