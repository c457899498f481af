import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceAction } from '@cloudapp/contracts/instance-lifecycle';
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Section } from '../../../components/section.tsx';
import { isBooting } from './boot-states.ts';
import { FailureNotice } from './failure-notice.tsx';
import { DetailsSection } from './details-section.tsx';
import { MachineHeader } from './machine-header.tsx';
import { Progress } from './progress-section.tsx';
import classes from './machine-view.module.css';

interface MachineViewProps {
  readonly machine: Instance;
  readonly isOwner: boolean;
  readonly isPending: boolean;
  readonly onAction: (action: InstanceAction) => void;
  /** Absent on somebody else's machine. */
  readonly onLaunchAnother: (() => void) | undefined;
  /** What to try again with, where there was no room for the size that was asked for. */
  readonly otherSizes: ReactNode;
  /** That it is idle and about to stop. */
  readonly idle: ReactNode;
  readonly usage: ReactNode;
  readonly saveKey: ReactNode;
  /** The owner's key, among the details. */
  readonly sshKey: ReactNode;
  readonly hours: ReactNode;
  readonly login: ReactNode;
  readonly activity: ReactNode;
  readonly console: ReactNode;
}

export function MachineView(props: MachineViewProps) {
  const { machine, isOwner } = props;
  return (
    <MachineHeader {...props}>
      <Stack gap="lg">
        <FailureNotice machine={machine} otherSizes={props.otherSizes} />
        {props.idle}
        {props.saveKey}
        <div className={classes['columns']}>
          <Stack
            gap="lg"
            miw={0}
            className={classes['story'] ?? ''}
            data-reserved={isBooting(machine) || machine.state === 'ready' || undefined}
          >
            <Progress machine={machine} isOwner={isOwner} />
            {props.login}
            {isBooting(machine) && (
              <Section
                title="Next: log in"
                description="The command, the tools and their secrets appear here once the machine is ready."
              />
            )}
          </Stack>
          <Stack gap="lg" className={classes['side'] ?? ''}>
            <DetailsSection machine={machine} sshKey={props.sshKey} />
            {props.hours}
          </Stack>
          <Stack gap="lg" miw={0} className={classes['story'] ?? ''}>
            {props.usage}
            {props.activity}
            {props.console}
          </Stack>
        </div>
      </Stack>
    </MachineHeader>
  );
}
