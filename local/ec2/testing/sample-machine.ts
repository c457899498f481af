import type { MachineSpec } from '../machine-backend.ts';
import { catalogue } from './test-endpoint.ts';

/** A machine of the test catalogue's first subnet and group, for tests of a backend alone. */
export function sampleMachine(
  machine: Pick<MachineSpec, 'instanceId' | 'privateAddress'> & Partial<MachineSpec>,
): MachineSpec {
  const [subnet] = catalogue.subnets;
  const [group] = catalogue.securityGroups;
  if (subnet === undefined || group === undefined) throw new Error('The test catalogue has no network');
  return {
    publicAddress: undefined,
    subnet,
    rules: group.rules,
    hostname: `ip-${machine.privateAddress.replaceAll('.', '-')}`,
    imageId: 'ami-0',
    instanceType: 't3a.small',
    userData: undefined,
    tags: {},
    faults: {},
    ...machine,
  };
}
