import { Testing } from 'cdktf';
import { expect, it } from 'vitest';
import { prod } from '../../config/prod.ts';
import { MachineNetwork } from './machine-network.ts';

const allowedCidrs = Array.from({ length: 20 }, (_one, index) => `192.0.${index}.0/24`);
const withPorts = (openPorts: number[]) => () =>
  Testing.synthScope((stack) => {
    new MachineNetwork(stack, 'machines', {
      environment: { ...prod, machines: { allowedCidrs } },
      logKeyArn: 'arn',
      flowLogRoleArn: 'arn',
      blueprints: [{ id: 'database', openPorts, publicPorts: [] }],
      logicAddresses: ['203.0.113.1', '203.0.113.2'],
    });
  });

it('refuses more networks than the security group of a blueprint has room for, and names both', () => {
  expect(withPorts([22, 5432])).not.toThrow();
  expect(withPorts([22, 5432, 8080])).toThrow(/database would need 62 rules, .* takes 60: .* machines.allowedCidrs/);
});
