import { instanceStates, type InstanceState } from '@cloudapp/contracts/instance-state';
import { describe, expect, it } from 'vitest';
import { at, sampleNow, sampleRecord, stepsDone } from '../testing/sample-record.ts';
import { passing } from './facts.ts';
import { nextStep, type NextStep } from './next-step.ts';
import type { Observed } from './observed.ts';

const powers = ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated', 'absent'] as const;

const brief = (step: NextStep): string => {
  if (step.do === 'change') return `→ ${step.change.next.state}`;
  return step.do === 'command' ? step.command : step.do;
};

const byItsOwner = 'Client.UserInitiatedShutdown: User initiated shutdown';

/** What is done in each state for each thing that EC2 may say, in the order of `powers`. */
const expected: Record<InstanceState, string[]> = {
  requested: Array<string>(7).fill('launch'),
  launching: ['→ installing', '→ installing', '→ failed', '→ failed', '→ failed', '→ failed', '→ failed'],
  installing: ['wait', 'wait', '→ failed', '→ failed', '→ failed', '→ failed', '→ failed'],
  ready: ['wait', 'wait', '→ stopping', '→ stopped', '→ terminating', '→ terminated', '→ terminated'],
  stopping: ['wait', 'stop', 'wait', '→ stopped', '→ terminating', '→ terminated', '→ terminated'],
  stopped: ['→ starting', '→ starting', 'wait', 'wait', '→ terminating', '→ terminated', '→ terminated'],
  starting: ['wait', 'wait', 'wait', 'start', '→ terminating', '→ terminated', '→ terminated'],
  rebooting: ['wait', 'reboot', 'wait', '→ stopped', '→ terminating', '→ terminated', '→ terminated'],
  terminating: ['terminate', 'terminate', 'terminate', 'terminate', 'wait', '→ terminated', '→ terminated'],
  terminated: Array<string>(7).fill('wait'),
  failed: ['wait', 'wait', '→ failed', '→ failed', '→ failed', '→ failed', '→ failed'],
};

describe('the next step', () => {
  it.each(instanceStates)('of a machine that is %s follows from what EC2 says', (state) => {
    const record = state === 'rebooting' ? sampleRecord(state, { isRebootSent: false }) : sampleRecord(state);

    const steps = powers.map((power) => brief(nextStep(record, { power }, sampleNow)));

    expect(steps).toEqual(expected[state]);
  });

  it('of a machine that waits for its turn at EC2 is to wait for it', () => {
    const record = sampleRecord('requested', { launchAt: at(5) });

    expect(nextStep(record, undefined, sampleNow).do).toBe('wait');
    expect(nextStep(record, undefined, new Date(at(5))).do).toBe('launch');
  });

  it.each([
    ['requested', 'give-up'],
    ['launching', 'fail-silent'],
    ['installing', 'install-timeout'],
    ['stopping', 'did-not-stop'],
    ['starting', 'did-not-start'],
    ['rebooting', 'did-not-start'],
  ] as const)('of a machine that is %s for too long is %s', (state, outcome) => {
    const record = { ...sampleRecord(state), deadlineAt: at(-1), position: { boot: 0, seen: [] } };

    const step = nextStep(record, { power: 'running' }, sampleNow);

    expect(step.do === 'change' ? passing(step.change.next).failure?.code : step.do).toBe(outcome);
  });

  it.each([
    ['Client.InternalError: Client error on launch', 'disk-key'],
    ['Server.InsufficientInstanceCapacity: Insufficient capacity', 'capacity'],
    ['Client.VolumeLimitExceeded: Volume limit exceeded', 'account-limit'],
  ] as const)(
    'of a machine whose start EC2 took and gave up (%s) is to be stopped again at once: %s',
    (reason, code) => {
      const record = sampleRecord('starting', { startTaken: { at: at(-1), reason: byItsOwner } });

      const step = nextStep(record, { power: 'stopped', reason }, sampleNow);

      expect(step).toMatchObject({ do: 'change', change: { next: { state: 'stopped', startRefusal: { code } } } });
    },
  );

  it('takes a reason that EC2 gave before the start for one of the start only when it has stood for a while', () => {
    const reason = 'Server.InsufficientInstanceCapacity: Insufficient capacity';
    const stepAfter = (seconds: number) =>
      brief(
        nextStep(
          sampleRecord('starting', { startTaken: { at: at(-seconds), reason } }),
          { power: 'stopped', reason },
          sampleNow,
        ),
      );

    expect(stepAfter(29)).toBe('start');
    expect(stepAfter(30)).toBe('→ stopped');
    expect(brief(nextStep(sampleRecord('starting'), { power: 'stopped', reason }, sampleNow))).toBe('start');
  });

  it.each([undefined, byItsOwner, 'Server.InternalError: Internal error on launch'])(
    'of a machine that EC2 has stopped (%s) is to start it again, until its time is over',
    (reason) => {
      const startTaken = { at: at(-60), reason: byItsOwner };
      const inTime = sampleRecord('starting', { startTaken });
      const late = sampleRecord('starting', { startTaken, deadlineAt: at(-1) });

      expect(nextStep(inTime, { power: 'stopped', reason }, sampleNow)).toMatchObject({ command: 'start' });
      expect(nextStep(late, { power: 'stopped', reason }, sampleNow)).toMatchObject({
        change: { next: { state: 'stopped', startRefusal: { code: 'did-not-start' } } },
      });
    },
  );

  it('of a machine that is proven is to try its login port, and to say so when that never answers', () => {
    const proven = sampleRecord('installing', { checkedBoot: 1, hostKeys: ['ssh-ed25519 AAAA'], steps: stepsDone });
    const running: Observed = { power: 'running' };

    expect(nextStep(proven, running, sampleNow).do).toBe('probe');
    const late = nextStep({ ...proven, deadlineAt: at(-1) }, running, sampleNow);
    expect(late).toMatchObject({ do: 'change', change: { next: { failure: { code: 'login-unreachable' } } } });
  });

  it('of a machine that passed its check without its steps is to wait for them, and to fail without them', () => {
    const early = sampleRecord('installing', { checkedBoot: 1, hostKeys: ['ssh-ed25519 AAAA'] });
    const running: Observed = { power: 'running' };

    expect(nextStep(early, running, sampleNow).do).toBe('wait');
    const late = nextStep({ ...early, deadlineAt: at(-1) }, running, sampleNow);
    expect(late).toMatchObject({ do: 'change', change: { next: { failure: { code: 'install-timeout' } } } });
  });

  it('takes an instance that EC2 does not show yet for one that is coming', () => {
    const young = sampleRecord('launching', { lastLaunchAt: at(-5), position: { boot: 0, seen: [] } });

    expect(nextStep(young, { power: 'absent' }, sampleNow)).toEqual({ do: 'wait' });
  });

  it('tells what EC2 waits for, and gives the machine its time anew each time that this changes', () => {
    const launching = sampleRecord('launching', { deadlineAt: at(1), position: { boot: 0, seen: [] } });
    const observed: Observed = { power: 'pending', reason: 'An image is copied: 40 %' };

    const step = nextStep(launching, observed, sampleNow);
    const waiting = { ...launching, waitingFor: observed.reason };

    expect(step).toMatchObject({
      change: { next: { state: 'launching', waitingFor: 'An image is copied: 40 %', deadlineAt: at(600) } },
    });
    expect(nextStep(waiting, observed, sampleNow)).toEqual({ do: 'wait' });
    const late = nextStep({ ...waiting, deadlineAt: at(-1) }, observed, sampleNow);
    expect(late).toMatchObject({ do: 'fail-silent' });
  });

  it('says when EC2 itself gave a machine up, and why', () => {
    const reason = 'Server.InternalError: no space is left';

    const step = nextStep(sampleRecord('launching'), { power: 'terminated', reason }, sampleNow);

    const message = 'AWS gave the machine up: no space is left. Try again to get a fresh one.';
    expect(step).toMatchObject({ change: { next: { failure: { code: 'ended-outside', message } } } });
  });

  it('says that EC2 may not use the key of the disk, which it calls an internal error of its client', () => {
    const reason = 'Client.InternalError: Client error on launch';

    const step = nextStep(sampleRecord('launching'), { power: 'terminated', reason }, sampleNow);

    expect(step).toMatchObject({ change: { next: { state: 'failed', failure: { code: 'disk-key' } } } });
    expect(step).not.toHaveProperty('change.next.billedSince', expect.anything());
  });

  it('names the quota of disks when EC2 ends a launch for it', () => {
    const reason = 'Client.VolumeLimitExceeded: Volume limit exceeded';

    const step = nextStep(sampleRecord('launching'), { power: 'terminated', reason }, sampleNow);

    const message = expect.stringContaining('(L-7A658B76)') as string;
    expect(step).toMatchObject({ change: { next: { failure: { code: 'account-limit', message } } } });
  });

  it('takes over the new address of a machine that was started', () => {
    const step = nextStep(
      sampleRecord('starting', { address: undefined, privateAddress: undefined }),
      { power: 'running', address: '192.0.2.9', privateAddress: '10.41.32.9' },
      sampleNow,
    );

    expect(step).toMatchObject({
      change: { next: { state: 'starting', address: '192.0.2.9', privateAddress: '10.41.32.9' } },
    });
  });

  it.each(['ready', 'failed'] as const)('limits the credits of a machine that is %s and runs, once', (state) => {
    const record = sampleRecord(state, { areCreditsLimited: undefined });
    const other = { ...record, size: { ...record.size, instanceType: 'm7i.large' } };

    expect(nextStep(record, { power: 'running' }, sampleNow)).toEqual({
      do: 'limit-credits',
      ec2InstanceId: 'i-0123456789abcdef0',
    });
    expect(nextStep(other, { power: 'running' }, sampleNow)).toEqual({ do: 'wait' });
    expect(nextStep(sampleRecord(state), { power: 'running' }, sampleNow)).toEqual({ do: 'wait' });
  });

  it('leaves a machine that installs its credits', () => {
    const record = sampleRecord('installing', { areCreditsLimited: undefined });

    expect(nextStep(record, { power: 'running' }, sampleNow)).toEqual({ do: 'wait' });
  });

  it('stops a machine whose time is over', () => {
    const step = nextStep(sampleRecord('ready', { leaseEndsAt: at(0) }), { power: 'running' }, sampleNow);

    expect(brief(step)).toBe('→ stopping');
  });

  it('books running time every hour', () => {
    const step = nextStep(sampleRecord('ready', { billedSince: at(-3600) }), { power: 'running' }, sampleNow);

    expect(nextStep(sampleRecord('ready', { billedSince: at(-3599) }), { power: 'running' }, sampleNow)).toEqual({
      do: 'wait',
    });
    expect(step).toMatchObject({
      change: { counters: { 'cost#postgresql': 27_800 }, next: { costMicros: 27_800, billedSince: at(0) } },
    });
  });

  it('books the disk of a stopped machine every hour', () => {
    const step = nextStep(sampleRecord('stopped', { billedSince: at(-3600) }), { power: 'stopped' }, sampleNow);

    expect(nextStep(sampleRecord('stopped', { billedSince: at(-3599) }), { power: 'stopped' }, sampleNow)).toEqual({
      do: 'wait',
    });
    expect(step).toMatchObject({
      change: { counters: { 'cost#postgresql': 2400 }, next: { costMicros: 2400, billedSince: at(0) }, gauges: {} },
    });
  });

  it('charges a failed machine that is off for its disk, until it is gone or runs again', () => {
    const stopped = nextStep(sampleRecord('failed'), { power: 'stopped' }, sampleNow);
    const off = sampleRecord('failed', { isOff: true, ratePerHourMicros: 2400, billedSince: at(-60) });

    expect(stopped).toMatchObject({
      change: { next: { isOff: true, ratePerHourMicros: 2400 }, gauges: { 'cost-per-hour': -25_400 } },
    });
    expect(nextStep(off, { power: 'stopped' }, sampleNow)).toEqual({ do: 'wait' });
    expect(nextStep(off, { power: 'running' }, sampleNow)).toMatchObject({
      change: { next: { ratePerHourMicros: 27_800 }, gauges: { 'cost-per-hour': 25_400 } },
    });
    expect(nextStep(off, { power: 'terminated' }, sampleNow)).toMatchObject({
      change: { next: { costMicros: 40, ratePerHourMicros: 0 }, gauges: { 'cost-per-hour': -2400 } },
    });
  });

  describe('where the account of its owner is disabled', () => {
    const order = { at: at(-30), by: { name: 'Grace' } };
    const running: Observed = { power: 'running' };
    const unlike = { leaseEndsAt: at(7200) };

    it.each(instanceStates)('of a machine that is %s stops it if it would run on', (state) => {
      const record = sampleRecord(state);

      const steps = powers.map((power) => brief(nextStep(record, { power }, sampleNow, { order })));

      const asEver = powers.map((power) => brief(nextStep(record, { power }, sampleNow)));
      const stops = { ready: '→ stopping', failed: 'stop' }[state as string];
      expect(steps).toEqual(asEver.map((step) => (step === 'wait' && stops !== undefined ? stops : step)));
    });

    it('tells who disabled it, before anything else that would stop it', () => {
      const record = sampleRecord('ready', { leaseEndsAt: at(-1) });

      const step = nextStep(record, running, sampleNow, { order });

      const detail = 'Grace disabled the account of its owner';
      expect(step).toMatchObject({ change: { activity: [{ text: `${detail}: stopping` }], audit: [{ detail }] } });
    });

    it('leaves what an administrator has started since, and only that', () => {
      const since = sampleRecord('ready', { ...unlike, startedByAdministratorAt: at(-29) });
      const before = sampleRecord('ready', { ...unlike, startedByAdministratorAt: at(-31) });

      expect(nextStep(since, running, sampleNow, { order })).toEqual({ do: 'wait' });
      expect(brief(nextStep(before, running, sampleNow, { order }))).toBe('→ stopping');
    });
  });
});
