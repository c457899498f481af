import type { Instance, InstanceStep } from '@cloudapp/contracts/instance';
import { VisuallyHidden } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled, IconCircleXFilled, IconLoader2 } from '../../../components/icons.ts';
import { formatEstimate } from '../../../lib/format/relative-time.ts';
import { formatDuration } from '../../../lib/format/time.ts';
import { useNow } from '../../../lib/use-now.ts';
import { timelineSteps } from './timeline-steps.ts';
import classes from './boot-timeline.module.css';

const stateWords = { pending: 'waiting', running: 'running', done: 'done', failed: 'failed' } as const;

/** The way to a ready machine, step by step, each with its time. */
export function BootTimeline({ machine }: { readonly machine: Instance }) {
  return (
    <ol className={classes['list']} aria-label="Steps">
      {timelineSteps(machine).map((step) => (
        <TimelineStep key={step.id} step={step} />
      ))}
    </ol>
  );
}

function TimelineStep({ step }: { readonly step: InstanceStep }) {
  return (
    <li
      className={classes['step']}
      data-state={step.state}
      aria-current={step.state === 'running' ? 'step' : undefined}
    >
      <span className={classes['mark']}>
        <StepMark state={step.state} />
      </span>
      <span className={classes['title']} data-title={step.title}>
        <span>
          {step.title} <VisuallyHidden>({stateWords[step.state]})</VisuallyHidden>
        </span>
      </span>
      <span className={classes['time']}>
        <StepTime step={step} />
      </span>
      <span className={classes['line']} title={step.lastLine}>
        {step.state === 'running' && step.lastLine}
      </span>
      {step.output !== undefined && step.output !== '' && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        <pre className={classes['output']} tabIndex={0} aria-label={`Last output of ${step.title}`}>
          {step.output}
        </pre>
      )}
    </li>
  );
}

function StepMark({ state }: Pick<InstanceStep, 'state'>) {
  switch (state) {
    case 'done':
      return <IconCircleCheckFilled size={20} aria-hidden />;
    case 'failed':
      return <IconCircleXFilled size={20} aria-hidden />;
    case 'running':
      return <IconLoader2 size={20} aria-hidden className={classes['spinning']} />;
    case 'pending':
      return <IconCircle size={18} stroke={1.6} aria-hidden />;
  }
}

function StepTime({ step }: { readonly step: InstanceStep }) {
  if (step.seconds !== undefined) return formatDuration(step.seconds);
  if (step.state === 'running') return <RunningTime step={step} />;
  return step.state === 'pending' && step.expectedSeconds > 0 ? formatEstimate(step.expectedSeconds) : null;
}

function RunningTime({ step }: { readonly step: InstanceStep }) {
  const now = useNow();
  if (step.startedAt === undefined) return null;
  return formatDuration((now - Date.parse(step.startedAt)) / 1000);
}
