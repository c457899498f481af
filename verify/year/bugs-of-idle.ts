import type { TimedUsage } from '@cloudapp/data/usage-item';
import { UsageRepository } from '@cloudapp/data/usage-repository';
import { MachineRules } from '@cloudapp/machines/application/machine-rules';
import type { Change } from '@cloudapp/machines/domain/change';
import { instead, type Bug } from '../histories/instead.ts';
import { isWarning, moved, telling, withoutEntries, written } from './written-wrongly.ts';

const minuteMs = 60_000;

type Idle = Extract<Change['next'], { state: 'ready' }>['idle'];

/** A change of a machine with something else in what stands there of its being idle. */
function idleAs(change: Change, alter: (idle: NonNullable<Idle>) => Idle): Change {
  const { next } = change;
  if (next.state !== 'ready' || next.idle === undefined) return change;
  return { ...change, next: { ...next, idle: alter(next.idle) } };
}

/** Faults of what is done about machines that are idle. */
export const bugsOfIdle: readonly Bug[] = [
  written('nobody is told that a machine is idle', (change) => withoutEntries(change, isWarning('It is idle'))),
  written('an idle machine stops ten minutes before the time that was told', (change) =>
    change.audit.some(isWarning('It is idle'))
      ? idleAs(change, (idle) => ({ ...idle, stopsAt: moved(idle.stopsAt, -10 * minuteMs) }))
      : change,
  ),
  written('an idle machine is told of and runs on', (change) =>
    idleAs(change, (idle) => ({ ...idle, evidenceAtEnd: undefined })),
  ),
  written('who keeps an idle machine is not heard', (change) =>
    telling(change, 'machine-kept', () => ({ keptUntil: undefined })),
  ),
  {
    name: 'a job is no use',
    put: instead(UsageRepository, 'add', (original) => async (id, samples) => {
      return await original(
        id,
        samples.map((sample) => ({ ...sample, jobs: 0, isTyping: false })),
      );
    }),
  },
  {
    name: 'what a machine does not say counts as quiet',
    put: instead(UsageRepository, 'of', (original) => async (...asked) => {
      const use = await original(...asked);
      return { ...use, day: withoutGaps(use.day) };
    }),
  },
  {
    name: 'machines are idle after half of the time that is set',
    put: instead(MachineRules, 'ofAll', (original) => async (now) => {
      const rules = await original(now);
      return { ...rules, ...(rules.idleMinutes && { idleMinutes: rules.idleMinutes / 2 }) };
    }),
  },
];

function withoutGaps(samples: readonly TimedUsage[]): TimedUsage[] {
  return samples.flatMap((sample, index) => {
    const minutes = Math.min(60, ((samples[index + 1]?.at ?? sample.at) - sample.at) / minuteMs);
    const quiet = { ...sample, cpu: 0, jobs: 0, isTyping: false, networkKb: 0 };
    const between = Array.from({ length: Math.max(0, minutes - 1) }, (_, minute) => ({
      ...quiet,
      at: sample.at + (minute + 1) * minuteMs,
    }));
    return [sample, ...between];
  });
}
