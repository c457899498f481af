import { expect, it } from 'vitest';
import { loadBlueprintPorts } from './blueprints.ts';
import { machineRules } from './machine-rules.ts';

const sources = { allowedCidrs: ['192.0.2.0/24', '198.51.100.0/24'], logicAddresses: ['203.0.113.7'] };

/** Who may reach which port of a blueprint's machines. */
const doorsOf = (id: string) => {
  const blueprint = loadBlueprintPorts().find((one) => one.id === id);
  return machineRules(blueprint ?? { id, openPorts: [], publicPorts: [] }, sources)
    .filter(({ direction }) => direction === 'ingress')
    .map(({ port, cidr }) => `${port ?? 'any'} ${cidr}`);
};

it('lets the allowed networks and the look at the login port to a machine', () => {
  expect(doorsOf('postgresql')).toEqual(['22 192.0.2.0/24', '22 198.51.100.0/24', '22 203.0.113.7/32']);
});

it('lets everybody to what a web server publishes, so that a certificate can be asked for, and to nothing else', () => {
  expect(doorsOf('web-server')).toEqual([
    '22 192.0.2.0/24',
    '22 198.51.100.0/24',
    '80 0.0.0.0/0',
    '443 0.0.0.0/0',
    '22 203.0.113.7/32',
  ]);
});
