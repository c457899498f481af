import type { PlacedInstance } from '@cloudapp/data/instance-record';
import { expect, it } from 'vitest';
import { needsLook } from './disagreement.ts';
import type { Observed } from './observed.ts';

const ready: PlacedInstance = {
  instanceId: 'mch_1',
  state: 'ready',
  owner: { id: 'usr_1' },
  ec2InstanceId: 'i-1',
  address: '192.0.2.1',
  privateAddress: '10.0.0.1',
  expectedPower: 'running',
};
const stopped: PlacedInstance = { ...ready, state: 'stopped', address: undefined, expectedPower: 'stopped' };
const moving: PlacedInstance = { ...ready, state: 'starting', expectedPower: undefined };
const at = (power: Observed['power'], more: Partial<Observed> = {}): Observed => ({
  power,
  address: '192.0.2.1',
  privateAddress: '10.0.0.1',
  ...more,
});
const order = { at: '2026-03-01T12:00:00.000Z', by: { name: 'Grace' } };

it.each<[string, PlacedInstance, Observed | undefined, boolean]>([
  ['runs as it should', ready, at('running'), false],
  ['comes up', ready, at('pending', { address: undefined }), false],
  ['is being stopped outside', ready, at('stopping'), true],
  ['was stopped outside', ready, at('stopped'), true],
  ['is being ended outside', ready, at('shutting-down'), true],
  ['was ended outside', ready, at('terminated'), true],
  ['is not shown', ready, undefined, true],
  ['has another address', ready, at('running', { address: '192.0.2.2' }), true],
  ['has another private address', ready, at('running', { privateAddress: '10.0.0.2' }), true],
  ['has lost its address while it runs', ready, at('running', { address: undefined }), false],
  ['is stopped as it should be', stopped, at('stopped', { address: undefined }), false],
  ['still stops', stopped, at('stopping'), false],
  ['was started outside', stopped, at('running'), true],
  ['moves, and is looked at anyway', moving, at('stopped'), false],
  ['has no instance', { ...ready, ec2InstanceId: undefined }, undefined, false],
  ['runs, from before its power was kept', { ...ready, expectedPower: undefined }, at('running'), false],
  ['was stopped, from before its power was kept', { ...ready, expectedPower: undefined }, at('stopped'), true],
  ['was started, from before its power was kept', { ...stopped, expectedPower: undefined }, at('running'), true],
  ['failed and is off', { ...stopped, state: 'failed' }, at('stopped'), false],
  ['failed and is gone', { ...ready, state: 'failed', expectedPower: undefined }, at('terminated'), false],
])('a machine that %s', (_, machine, observed, isLookedAt) => {
  expect(needsLook(machine, observed, new Map())).toBe(isLookedAt);
});

it('is looked at where its owner’s machines are to stop, as long as it runs', () => {
  const orders = new Map([['usr_1', order]]);

  expect(needsLook(ready, at('running'), orders)).toBe(true);
  expect(needsLook({ ...ready, owner: { id: 'usr_2' } }, at('running'), orders)).toBe(false);
  expect(needsLook(stopped, at('stopped'), orders)).toBe(false);
});
