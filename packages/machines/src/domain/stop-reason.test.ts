import type { Observed } from './observed.ts';
import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import { expect, it } from 'vitest';
import { sampleNow, sampleRecord, at } from '../testing/sample-record.ts';
import { nextStep } from './next-step.ts';
import { passing } from './facts.ts';
import { powered } from './power-moves.ts';
import type { Rules } from './rules.ts';

const actor = { id: `usr_${'1'.repeat(26)}`, name: 'Grace' };
const order = { at: at(-30), by: { name: 'Grace' } };
const ended = { leaseEndsAt: at(-1) };

/** The machine after the change that is asked for now. */
function after(record: InstanceRecord, power: Observed['power'], rules: Rules = {}): InstanceRecord {
  const step = nextStep(record, { power }, sampleNow, rules);
  if (step.do !== 'change') throw new Error(`Nothing changes: ${step.do}`);
  return step.change.next;
}

function afterStop(record: InstanceIn<'ready'>): InstanceRecord {
  const change = powered('stop', record, sampleNow, actor);
  if (!change) throw new Error('It cannot be stopped');
  return change.next;
}

it.each([
  ['a person', afterStop(sampleRecord('ready')), { rule: 'person', by: actor }],
  ['its lease', after(sampleRecord('ready', ended), 'running'), { rule: 'lease' }],
  ['the account of its owner', after(sampleRecord('ready', ended), 'running', { order }), { rule: 'security' }],
  ['somebody at AWS, where that is seen at once', after(sampleRecord('ready'), 'stopping'), { rule: 'outside' }],
])('a machine keeps what stopped it: %s', (_, stopping, cause) => {
  expect(passing(stopping).stopCause).toEqual(cause);

  const stopped = after(stopping, 'stopped');

  expect(passing(stopped).stopCause).toEqual(cause);
  expect(passing(after(stopped, 'running'))).not.toHaveProperty('stopCause');
});

it.each(['ready', 'rebooting'] as const)('one that is %s and found stopped at AWS was stopped there', (state) => {
  expect(after(sampleRecord(state), 'stopped')).toMatchObject({ state: 'stopped', stopCause: { rule: 'outside' } });
});

it.each([
  ['its lease', ended, {}, 'lease', 'Its time is over: stopped'],
  ['the account of its owner', ended, { order }, 'security', 'Grace disabled the account of its owner: stopped'],
  ['somebody at AWS', {}, {}, 'outside', 'Stopped outside CloudApp'],
])('a failed one says that it was stopped by %s', (_, facts, rules, rule, text) => {
  const step = nextStep(sampleRecord('failed', facts), { power: 'stopped' }, sampleNow, rules);

  expect(step).toMatchObject({ change: { next: { isOff: true, stopCause: { rule } }, activity: [{ text }] } });
});
