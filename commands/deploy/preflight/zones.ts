import { DescribeAvailabilityZonesCommand, type AvailabilityZone } from '@aws-sdk/client-ec2';
import { ofType, type Resource } from '../../../stacks/testing/synthesise.ts';
import type { Check, Finding } from './finding.ts';

const subject = 'Zones';

/** Zones in which EKS puts no control plane (EKS user guide, "Amazon EKS networking requirements"). */
const withoutEks = ['use1-az3', 'usw1-az2', 'cac1-az3'];

/** Whether the region has the zones that the subnets are in. */
export const zones: Check = {
  subject,
  reads: ['ec2:DescribeAvailabilityZones'],
  find: async ({ clients, environment: { network, region, name }, resources }) => {
    const Filters = [
      { Name: 'zone-type', Values: ['availability-zone'] },
      { Name: 'state', Values: ['available'] },
    ];
    const { AvailabilityZones = [] } = await clients.ec2.send(new DescribeAvailabilityZonesCommand({ Filters }));
    const found = `${AvailabilityZones.map(({ ZoneName }) => ZoneName).join(', ')}; ${network.zones} needed`;
    const missing = missingZones(AvailabilityZones, zonesOfSubnets(region, resources));
    const remedy = `Choose another region, or fewer zones, in config/${name}.ts.`;
    if (missing.length > 0) {
      return [{ subject, state: 'fault', found: `${found}; not usable: ${missing.join(', ')}`, remedy }];
    }
    const state: Finding['state'] = AvailabilityZones.length < network.zones ? 'fault' : 'fine';
    return [{ subject, state, found, ...(state === 'fault' && { remedy }) }];
  },
};

function missingZones(available: readonly AvailabilityZone[], wanted: readonly string[]): string[] {
  const usable = available.filter(({ ZoneId = '' }) => !withoutEks.includes(ZoneId)).map(({ ZoneName }) => ZoneName);
  return wanted.filter((zone) => !usable.includes(zone));
}

/** The zones that subnets name; one that Terraform looks up is not known yet. */
function zonesOfSubnets(region: string, resources: readonly Resource[]): string[] {
  const named = ofType(resources, 'aws_subnet').map(({ attributes }) => String(attributes['availability_zone']));
  return [...new Set(named)].filter((zone) => zone.startsWith(region));
}
