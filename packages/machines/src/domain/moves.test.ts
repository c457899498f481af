import { powerActions, transitions } from '@cloudapp/contracts/instance-state';
import { instanceItem, type InstanceRecord } from '@cloudapp/data/instance-record';
import { describe, expect, it } from 'vitest';
import { at, sampleNow as now, sampleRecord as sample } from '../testing/sample-record.ts';
import { applyBootEvent } from './boot-events.ts';
import type { Change } from './change.ts';
import * as moves from './moves.ts';
import * as power from './power-moves.ts';

const actor = { id: `usr_${'1'.repeat(26)}`, name: 'Grace', address: '192.0.2.9' };
const found = { ec2InstanceId: 'i-1', power: 'pending' } as const;
const proof = { address: '192.0.2.1', privateAddress: '10.41.32.7', checkedBoot: 2, hostKeys: ['ssh-ed25519 AAAA'] };
const waiting = sample('launching', { waitingFor: 'An image is copied' });
const booted = { boot: 2, sequence: 1, type: 'booted' } as const;

/** Every way in which a machine comes into another state. */
const all: readonly (readonly [string, InstanceRecord, Change | undefined])[] = [
  ['EC2 takes the launch', sample('requested'), moves.launched(sample('requested'), now, found)],
  ['the first report comes', waiting, moves.installing(waiting, now)],
  ['a launch is proven', sample('installing'), moves.ready(sample('installing'), now, proof)],
  ['a start is proven', sample('starting'), moves.ready(sample('starting'), now, proof)],
  ['a reboot is proven', sample('rebooting'), moves.ready(sample('rebooting'), now, proof)],
  ['EC2 refuses', sample('requested'), moves.failed(sample('requested'), now, 'capacity')],
  ['nothing is heard', waiting, moves.failed(waiting, now, 'never-reported')],
  ['EC2 ends it early', sample('installing'), moves.failed(sample('installing'), now, 'ended-outside')],
  ['it does not stop', sample('stopping'), moves.failed(sample('stopping'), now, 'did-not-stop')],
  ['it has stopped', sample('stopping'), power.stopped(sample('stopping'), now)],
  ['it was stopped outside', sample('rebooting'), power.stopped(sample('rebooting'), now)],
  ['it was started outside', sample('stopped'), applyBootEvent(sample('stopped'), booted, now)],
  ['it is being ended outside', sample('ready'), power.terminating(sample('ready'), now)],
  ['it is replaced', sample('failed'), power.replaced(sample('failed'), now, actor)],
  ['it has ended', sample('terminating'), power.terminated(sample('terminating'), now)],
  ['it was ended outside', sample('stopped'), power.terminated(sample('stopped'), now)],
  ...powerActions.map((action) => {
    const record = sample(action === 'start' ? 'stopped' : 'ready');
    return [`it is told to ${action}`, record, power.powered(action, record, now, actor)] as const;
  }),
];

describe('a machine of which', () => {
  it.each(all)('%s has what its new state has, and nothing else', (_, before, change) => {
    const next = JSON.parse(JSON.stringify(change?.next)) as Record<string, unknown>;

    expect(instanceItem.parse(next)).toEqual(next);
    expect(transitions[before.state]).toContain(change?.next.state);
    expect(change?.next).toMatchObject({ version: 8, stateChangedAt: at(0) });
  });

  it.each(all)('%s has cost what it has run until then', (_, before, change) => {
    // A minute at the price of a running machine, or at that of its disk.
    const minute = { 27_800: 463, 2400: 40, 0: 0 }[before.ratePerHourMicros];

    expect(change?.next.costMicros).toBe(minute);
  });

  it('EC2’s answer comes late is charged for from then on, until it is gone', () => {
    const unanswered = { ec2InstanceId: undefined, billedSince: undefined, ratePerHourMicros: 0 };

    const change = moves.foundLate(sample('terminating', unanswered), now, found);

    expect(change.next).toMatchObject({ state: 'terminating', ec2InstanceId: 'i-1', billedSince: at(0) });
    expect(change.gauges).toEqual({ 'cost-per-hour': 22_800 });
    expect(change.dropsIntent).toBe(true);
  });
});

describe('a machine that AWS does not start', () => {
  const starting = sample('starting', { billedSince: at(-60), costMicros: 1000 });
  const change = power.notStarted(starting, now, 'account-limit', '“Running” (L-1)');

  it('is stopped as it was, and knows why until it is started again', () => {
    const next = JSON.parse(JSON.stringify(change.next)) as Record<string, unknown>;
    const again = power.starting(change.next, now, actor);

    expect(instanceItem.parse(next)).toEqual(next);
    expect(change.next).toMatchObject({ state: 'stopped', readyAt: at(-400), startRefusal: { code: 'account-limit' } });
    expect(again.next).not.toHaveProperty('startRefusal');
    expect(power.terminating(change.next, now, actor).next).not.toHaveProperty('startRefusal');
  });

  it('tells its owner and the audit log', () => {
    const text = expect.stringContaining('its quota “Running” (L-1) is used up') as string;

    expect(change.activity).toEqual([{ text }]);
    expect(change.audit).toMatchObject([{ action: 'machine-start-refused', detail: text }]);
  });

  it('is charged for its disk alone during the try, and from then on', () => {
    expect(change.next).toMatchObject({ costMicros: 1040, ratePerHourMicros: 2400, billedSince: at(0) });
    expect(change.counters).toEqual({ 'cost#postgresql': 40 });
    expect(change.gauges).toMatchObject({ 'cost-per-hour': -25_400 });
  });
});

describe('an action', () => {
  it('changes nothing in a state that does not allow it', () => {
    expect(power.powered('start', sample('ready'), now, actor)).toBeUndefined();
    expect(power.powered('stop', sample('stopped'), now, actor)).toBeUndefined();
  });
});

/** Each of these is wrong; `npm run check:types` fails when the compiler lets one pass. Never called. */
const wrong = (): unknown[] => [
  // @ts-expect-error -- a stopped machine has no address
  sample('stopped').address,
  // @ts-expect-error -- a machine of any state may have none
  (sample('ready') as InstanceRecord).address,
  // @ts-expect-error -- a machine that is only requested cannot be ready
  moves.ready(sample('requested'), now, proof),
  // @ts-expect-error -- a machine that starts cannot be told to stop
  power.stopping(sample('starting'), now, { rule: 'person', text: 'Stopping', actor }),
  // @ts-expect-error -- a machine that has ended can only be looked at
  power.terminating(sample('terminated'), now, actor),
];

it('is what the compiler refuses', () => {
  expect(wrong).toBeTypeOf('function');
});
