import type { BootEvent } from '@cloudapp/contracts/boot-event';
import type { InstanceStep } from '@cloudapp/contracts/instance';
import type { BootPosition, InstanceRecord, Sealed } from '@cloudapp/data/instance-record';
import { revise, type Change } from './change.ts';
import * as moves from './moves.ts';

/** Events that arrive this far out of order still find their place; older ones have been overtaken by what followed. */
const window = 50;
const reportingStates = new Set(['launching', 'installing', 'starting', 'rebooting']);

/**
 * What a machine's report changes; undefined when it changes nothing: it was taken before, is of an earlier boot, or the
 * machine is in a state in which reports have no meaning.
 */
export function applyBootEvent(
  record: InstanceRecord,
  event: BootEvent,
  now: Date,
  secrets?: Sealed,
): Change | undefined {
  const position = advance(record.position, event);
  if (position && record.state === 'stopped') return startedOutside(record, event, position, now);
  if (!position || !(reportingStates.has(record.state) || record.state === 'ready')) return undefined;
  const heard: InstanceRecord = { ...record, position };
  if (record.state === 'ready') {
    // Somebody rebooted it from within: worth knowing for the next start, and no more.
    return event.type === 'booted' ? revise(heard, now) : undefined;
  }
  const change = effects[event.type](heard, event as never, now);
  return { ...withFirstReport(heard, change, now), ...(secrets && { secrets }) };
}

/** A stopped machine that reports a new boot was started by somebody at AWS, and says so before EC2 is asked. */
function startedOutside(
  record: InstanceRecord,
  event: BootEvent,
  position: BootPosition,
  now: Date,
): Change | undefined {
  if (event.boot <= record.position.boot) return undefined;
  const change = moves.starting(record, now);
  const proof = event.type === 'check-passed' ? { checkedBoot: event.boot, hostKeys: event.hostKeys } : {};
  return { ...change, next: { ...change.next, position, ...proof } };
}

type Effects = {
  readonly [Type in BootEvent['type']]: (
    record: InstanceRecord,
    event: Extract<BootEvent, { type: Type }>,
    now: Date,
  ) => Change;
};

const effects: Effects = {
  booted: (record, _, now) => revise(record, now),
  'step-started': (record, { stepId }, now) => {
    const step = stepOf(record, stepId);
    if (step?.state !== 'pending') return revise(record, now);
    return withStep(record, stepId, { state: 'running', startedAt: now.toISOString() }, now, `${step.title}: started`);
  },
  'step-output': (record, { stepId, line }, now) => {
    const state = stepOf(record, stepId)?.state;
    return state === 'running' || state === 'pending'
      ? withStep(record, stepId, { lastLine: line }, now)
      : revise(record, now);
  },
  'step-finished': (record, { stepId, seconds }, now) => {
    const step = stepOf(record, stepId);
    if (step === undefined || step.state === 'done') return revise(record, now);
    const text = `${step.title}: finished after ${Math.round(seconds)} s`;
    return withStep(record, stepId, { state: 'done', seconds, ...startOf(step, seconds, now) }, now, text);
  },
  'step-failed': (record, event, now) => {
    const step = stepOf(record, event.stepId);
    const { seconds, output } = event;
    const patch = { state: 'failed', seconds, output, ...startOf(step, seconds, now) } as const;
    const detail = `“${step?.title ?? event.stepId}” ${howItEnded(event)}`;
    return failing(record, now, 'step-failed', detail, event.stepId, stepsWith(record, event.stepId, patch));
  },
  'check-failed': (record, { output }, now) => {
    const lastLine = output.trim().split('\n').at(-1);
    return failing(record, now, 'check-failed', lastLine, undefined, record.steps);
  },
  'check-passed': (record, { boot, hostKeys }, now) => {
    const deadlineAt = new Date(now.getTime() + moves.limits.reachableMs).toISOString();
    return revise(record, now, {
      patch: { checkedBoot: boot, hostKeys, deadlineAt },
      event: { text: 'The blueprint’s check passed; waiting for the login port' },
    });
  },
};

/** The first word of a machine proves that it installs; a report that overtakes EC2's answer waits for that. */
function withFirstReport(record: InstanceRecord, change: Change, now: Date): Change {
  if (record.state !== 'launching' || change.next.state !== 'launching') return change;
  const { steps, checkedBoot, hostKeys, position } = change.next;
  const first = moves.installing(record, now, {
    steps,
    checkedBoot,
    hostKeys,
    position,
    ...(checkedBoot !== undefined && { deadlineAt: change.next.deadlineAt }),
  });
  return { ...first, events: [...first.events, ...change.events] };
}

function failing(
  record: InstanceRecord,
  now: Date,
  code: 'step-failed' | 'check-failed',
  detail: string | undefined,
  stepId: string | undefined,
  steps: readonly InstanceStep[],
): Change {
  return moves.failed(record, now, code, { detail, stepId, patch: { steps } });
}

function howItEnded({ timedOut, seconds, exitCode }: Extract<BootEvent, { type: 'step-failed' }>): string {
  if (timedOut) return `was stopped after ${Math.round(seconds)} s, the longest it may take`;
  return exitCode === undefined ? 'failed' : `failed with exit code ${exitCode}`;
}

function withStep(record: InstanceRecord, id: string, patch: Partial<InstanceStep>, now: Date, text?: string): Change {
  return revise(record, now, { patch: { steps: stepsWith(record, id, patch) }, ...(text && { event: { text } }) });
}

function stepsWith(record: InstanceRecord, id: string, patch: Partial<InstanceStep>): InstanceStep[] {
  return record.steps.map((step) => (step.id === id ? { ...step, ...patch } : step));
}

function stepOf(record: InstanceRecord, id: string): InstanceStep | undefined {
  return record.steps.find((step) => step.id === id);
}

/** When a step whose start was never heard of began. */
function startOf(step: InstanceStep | undefined, seconds: number, now: Date) {
  return { startedAt: step?.startedAt ?? new Date(now.getTime() - seconds * 1000).toISOString() };
}

function advance(position: BootPosition, { boot, sequence }: BootEvent): BootPosition | undefined {
  if (boot < position.boot) return undefined;
  if (boot > position.boot) return { boot, seen: [sequence] };
  const oldest = position.seen.length < window ? 0 : (position.seen[0] ?? 0);
  if (sequence < oldest || position.seen.includes(sequence)) return undefined;
  return { boot, seen: [...position.seen, sequence].sort((a, b) => a - b).slice(-window) };
}
