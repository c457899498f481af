import type { Instance } from '@cloudapp/contracts/instance';
import { isTransitional } from '@cloudapp/contracts/instance-lifecycle';
import { whyStopped } from '@cloudapp/contracts/stop-words';
import { Button, Paper, Progress as Bar, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useId, useState } from 'react';
import { IconCircleCheckFilled } from '../../../components/icons.ts';
import { Section } from '../../../components/section.tsx';
import { formatHourlyPrice } from '../../../lib/format/money.ts';
import { formatCount } from '../../../lib/format/size.ts';
import { formatDate, formatDuration } from '../../../lib/format/time.ts';
import { useNow } from '../../../lib/use-now.ts';
import { secondsLate, whenReady } from '../../../modules/machines/components/awaited.ts';
import { isBooting } from './boot-states.ts';
import { BootTimeline } from './boot-timeline.tsx';
import { TellMe } from './tell-me.tsx';
import { whyLate } from './why-late.ts';
import classes from './machine-view.module.css';

interface ProgressProps {
  readonly machine: Instance;
  readonly isOwner: boolean;
}

/** How the machine came to be: live while it boots, one line afterwards, open where it failed. */
export function Progress({ machine, isOwner }: ProgressProps) {
  if (isBooting(machine)) return <Booting machine={machine} isOwner={isOwner} />;
  if (machine.state === 'failed' && machine.readyAt === undefined) {
    return (
      <Section title="How far it got">
        <BootTimeline machine={machine} />
      </Section>
    );
  }
  return (
    <>
      <ShortWait machine={machine} isOwner={isOwner} />
      <Installed machine={machine} />
    </>
  );
}

function Booting({ machine, isOwner }: ProgressProps) {
  const now = useNow();
  const elapsed = Math.max(0, (now - Date.parse(machine.createdAt)) / 1000);
  const { expectedReadyAt } = machine;
  const remaining = expectedReadyAt === undefined ? undefined : Math.max(0, (Date.parse(expectedReadyAt) - now) / 1000);
  return (
    <Section
      title={machine.state === 'installing' ? `Installing ${machine.blueprint.name}` : 'Getting your machine'}
      description={<WhenReady machine={machine} otherwise="Ready soon" />}
    >
      {machine.waitingFor !== undefined && <Bar value={100} size="sm" animated aria-label="Waiting" />}
      {machine.waitingFor === undefined && remaining !== undefined && (
        <Bar
          value={(100 * elapsed) / Math.max(1, elapsed + remaining)}
          size="sm"
          aria-label="Progress"
          transitionDuration={900}
        />
      )}
      <BootTimeline machine={machine} />
      <WhyLate machine={machine} otherwise="You can leave this page, we will keep going." />
      {isOwner && <TellMe />}
    </Section>
  );
}

interface WhenReadyProps {
  readonly machine: Instance;
  /** What is said where nobody knows. */
  readonly otherwise?: string;
}

/** When it will be ready, or that it should be by now, which is read out once. */
function WhenReady({ machine, otherwise }: WhenReadyProps) {
  const now = useNow();
  const isLate = secondsLate(machine, now) !== undefined;
  return (
    <>
      {whenReady(machine, now) ?? otherwise}
      <VisuallyHidden role="status">{isLate && 'Taking longer than usual'}</VisuallyHidden>
    </>
  );
}

interface WhyLateProps {
  readonly machine: Instance;
  /** What stands there as long as nothing seems wrong. */
  readonly otherwise?: string;
}

/** What may be wrong with a machine that has been late for a while; its place is kept, so that nothing moves for it. */
function WhyLate({ machine, otherwise }: WhyLateProps) {
  const now = useNow();
  return (
    <Text size="sm" c="dimmed" role="status" className={classes['why'] ?? ''}>
      {whyLate(machine, now) ?? otherwise}
    </Text>
  );
}

const waits: Partial<Record<Instance['state'], { title: string; text: string }>> = {
  starting: {
    title: 'Starting',
    text: 'Ready again once its check passes and the login port answers, at another public address.',
  },
  rebooting: { title: 'Rebooting', text: 'Ready again once its check passes and the login port answers.' },
  stopping: { title: 'Stopping', text: 'Programs are being ended. The disk is kept; the public address is not.' },
  stopped: {
    title: 'Stopped',
    text: 'Start it to log in again, at another public address.',
  },
  terminating: { title: 'Deleting', text: 'The machine ends and its disk is erased.' },
  terminated: { title: 'Deleted', text: 'This machine is gone; what happened to it stays listed below.' },
};

/** How long the disk of a stopped machine is kept. */
function fateOfDisk({ deletesAt }: Instance): string {
  return deletesAt === undefined
    ? 'The disk is kept.'
    : `The disk is kept until ${formatDate(deletesAt)}; then the machine is deleted, unless you start or keep it.`;
}

/** A machine that is stopped is not free. */
function priceOfDisk({ state, cost }: Instance): string {
  if (state !== 'stopping' && state !== 'stopped') return '';
  return ` It costs ${formatHourlyPrice(cost.perHourStopped)} while the machine is stopped.`;
}

/** Why it was stopped; the owner is the reader or is somebody else. */
function whyOff({ stopCause, owner }: Instance, isOwner: boolean): string {
  return stopCause === undefined ? '' : `${whyStopped(stopCause, isOwner ? owner.id : undefined)} `;
}

function ShortWait({ machine, isOwner }: ProgressProps) {
  const words = waits[machine.state];
  if (!words) return null;
  return (
    <Section
      title={words.title}
      description={
        <>
          {whyOff(machine, isOwner)}
          {words.text}
          {machine.state === 'stopped' && ` ${fateOfDisk(machine)}`}
          {priceOfDisk(machine)} <WhenReady machine={machine} />
        </>
      }
    >
      {isTransitional(machine.state) && <Bar value={100} size="sm" animated aria-label={words.title} />}
      {machine.usuallyReadyAt !== undefined && <WhyLate machine={machine} />}
    </Section>
  );
}

function Installed({ machine }: { readonly machine: Instance }) {
  const [open, setOpen] = useState(false);
  const titleId = useId();
  if (machine.readyAt === undefined || machine.steps.length === 0) return null;
  const seconds = (Date.parse(machine.readyAt) - Date.parse(machine.createdAt)) / 1000;
  return (
    <Paper component="section" aria-labelledby={titleId} px={{ base: 'md', sm: 'lg' }} py="sm">
      <div className={classes['installed']}>
        <Title order={2} id={titleId}>
          <IconCircleCheckFilled size={20} aria-hidden /> Installed
        </Title>
        <p>
          {formatCount(machine.steps.length, 'step')} in {formatDuration(seconds)}, checked and ready
        </p>
        <Button
          variant="subtle"
          size="xs"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {open ? 'Hide steps' : 'Show steps'}
        </Button>
      </div>
      {open && (
        <Stack pt="md" pb="xs">
          <BootTimeline machine={machine} />
        </Stack>
      )}
    </Paper>
  );
}
