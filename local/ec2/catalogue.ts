import type { SecurityRule } from '../../stacks/product/machine-rules.ts';
import type { Subnet } from './machine-backend.ts';

/** The network, images and profiles that exist; anything else is refused as EC2 refuses it. */
export interface Catalogue {
  images: string[];
  /** The account that publishes the images. */
  imageOwner: string;
  subnets: Subnet[];
  securityGroups: { groupId: string; rules: readonly SecurityRule[] }[];
  instanceProfileNames: string[];
  /** What AWS lets the account run of the standard families, in vCPUs. */
  vcpuQuota: number;
  accountId: string;
}

export function findSubnet({ subnets }: Catalogue, subnetId: string | undefined): Subnet | undefined {
  return subnets.find((subnet) => subnet.subnetId === subnetId);
}

/** The subnet of an instance that is there, whose id was looked up when it was launched. */
export function subnetOf(catalogue: Catalogue, subnetId: string): Subnet {
  const subnet = findSubnet(catalogue, subnetId);
  if (subnet === undefined) throw new Error(`The subnet ${subnetId} of an instance is in the catalogue no longer`);
  return subnet;
}

/** What several groups let through together. */
export function rulesOf({ securityGroups }: Catalogue, groupIds: readonly string[]): SecurityRule[] {
  return securityGroups.filter(({ groupId }) => groupIds.includes(groupId)).flatMap(({ rules }) => rules);
}
