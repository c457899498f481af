import type { BootEvent } from '@cloudapp/contracts/boot-event';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { describe, expect, it } from 'vitest';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { applyBootEvent, isOfBlueprint } from './boot-events.ts';
import { passing } from './facts.ts';

const fresh = sampleRecord('launching', { position: { boot: 0, seen: [] }, launchAttempts: 1 });
const hostKeys = ['ssh-ed25519 AAAA'];

const story: BootEvent[] = [
  { boot: 1, sequence: 1, type: 'booted' },
  { boot: 1, sequence: 2, type: 'step-started', stepId: 'packages' },
  { boot: 1, sequence: 3, type: 'step-output', stepId: 'packages', line: 'Unpacking' },
  { boot: 1, sequence: 4, type: 'step-finished', stepId: 'packages', seconds: 12.5 },
  { boot: 1, sequence: 5, type: 'step-started', stepId: 'start' },
  { boot: 1, sequence: 6, type: 'step-finished', stepId: 'start', seconds: 2 },
  { boot: 1, sequence: 7, type: 'check-passed', seconds: 1, hostKeys, secrets: {} },
];

const after = (seconds: number) => new Date(sampleNow.getTime() + seconds * 1000);

/** Reports events, one every four seconds by our own clock. */
const report = (record: InstanceRecord, events: readonly BootEvent[]) =>
  events.reduce((current, event, index) => applyBootEvent(current, event, after(4 * index))?.next ?? current, record);

const essence = (record: InstanceRecord) => ({
  state: record.state,
  checkedBoot: passing(record).checkedBoot,
  keys: passing(record).hostKeys,
  steps: record.steps.map((step) => [step.id, step.state]),
});

const reported = {
  state: 'installing',
  checkedBoot: 1,
  keys: hostKeys,
  steps: [
    ['packages', 'done'],
    ['start', 'done'],
  ],
};

describe('reports of a machine', () => {
  it('tell what was installed', () => {
    expect(essence(report(fresh, story))).toEqual(reported);
  });

  it('change nothing when they come again', () => {
    const once = report(fresh, story);

    expect(story.map((event) => applyBootEvent(once, event, sampleNow))).toEqual(story.map(() => undefined));
  });

  it.each([[[...story].reverse()], [[3, 0, 6, 1, 5, 2, 4].flatMap((index) => story[index] ?? [])]])(
    'tell the same in any order (%#)',
    (events) => {
      expect(essence(report(fresh, events))).toEqual(reported);
    },
  );

  it('of an earlier boot are past', () => {
    const record = sampleRecord('rebooting', { position: { boot: 2, seen: [1] }, bootBefore: 1 });

    expect(applyBootEvent(record, { ...story[6], boot: 1, sequence: 99 } as BootEvent, sampleNow)).toBeUndefined();
  });

  it('of a failed step end the launch, with what the step said', () => {
    const failure = {
      boot: 1,
      sequence: 3,
      type: 'step-failed',
      stepId: 'packages',
      seconds: 3,
      exitCode: 100,
      timedOut: false,
      output: 'E: no such package',
    } as const;

    const failed = report(fresh, [...story.slice(0, 2), failure]);

    expect(failed).toMatchObject({
      state: 'failed',
      failure: { code: 'step-failed', stepId: 'packages' },
      steps: [{ state: 'failed', output: 'E: no such package' }, { state: 'pending' }],
    });
    expect(passing(failed).failure?.message).toContain('“Installing” failed with exit code 100');
    expect(report(failed, story).state).toBe('failed');
  });

  it.each([
    ['mirror-silent', 'mirror.example.org', 'Debian’s mirror (mirror.example.org) did not answer'],
    ['source-silent', 'packages.example.org', 'packages.example.org did not answer'],
    ['package-missing', 'no-such-thing', 'there is no such package (no-such-thing)'],
    ['disk-full', undefined, 'the machine’s disk is full'],
    ['clock-behind', undefined, 'the machine’s clock is behind'],
  ] as const)('of a step that failed for %s say so', (kind, of, words) => {
    const cause = { kind, ...(of !== undefined && { of }) };
    const event = { boot: 1, sequence: 3, type: 'step-failed', stepId: 'packages', seconds: 3, exitCode: 100 } as const;

    const failed = report(fresh, [...story.slice(0, 2), { ...event, timedOut: false, output: 'E: …', cause }]);

    expect(failed).toMatchObject({ state: 'failed', failure: { code: kind, stepId: 'packages' } });
    expect(passing(failed).failure?.message).toContain(`“Installing” failed with exit code 100: ${words}`);
  });

  it('of a stopped machine say that somebody started it at AWS', () => {
    const record = sampleRecord('stopped');

    const started = report(record, [{ boot: 2, sequence: 1, type: 'booted' }]);

    expect(started).toMatchObject({ state: 'starting', bootBefore: 1, position: { boot: 2 } });
  });

  it('of how long a step took are believed by our own clock', () => {
    const machine = report(fresh, story);

    expect(machine.steps.map(({ seconds }) => seconds)).toEqual([8, 4]);
  });

  it.each([
    ['whose start was not heard of, counts for no more than can be true', 86_400, undefined, 300],
    ['whose start was not heard of, is what the machine says where that can be true', 12.5, undefined, 12.5],
    ['that ran longer than the blueprint lets it, counts for that', 0, 40, 40],
  ] as const)('of a step %s', (_, seconds, limitSeconds, expected) => {
    const [first, second] = sampleRecord('installing').steps;
    const known = { ...first, ...(limitSeconds !== undefined && { limitSeconds, startedAt: at(-250) }) };
    const record = sampleRecord('installing', { steps: [known, second] as never });

    const { next } =
      applyBootEvent(record, { boot: 1, sequence: 4, type: 'step-finished', stepId: 'packages', seconds }, sampleNow) ??
      {};

    expect(next?.steps[0]).toMatchObject({ state: 'done', seconds: expected });
  });

  it('of a step that has finished cannot make it fail', () => {
    const done = report(fresh, story.slice(0, 4));
    const failure = { type: 'step-failed', stepId: 'packages', seconds: 1, timedOut: false, output: '' } as const;

    expect(report(done, [{ boot: 1, sequence: 20, ...failure }])).toMatchObject({ state: 'installing' });
  });

  it('name no step that the blueprint does not have', () => {
    const [, known] = story;

    expect(
      [known, { boot: 1, sequence: 9, type: 'step-started', stepId: 'other' } as const, story[0]].map(
        (event) => event && isOfBlueprint(fresh, event),
      ),
    ).toEqual([true, false, true]);
  });
});
