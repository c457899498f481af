import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceAction, InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Page } from '../../../components/page.tsx';
import { BlueprintIcon } from '../../../modules/blueprints/components/blueprint-icon.tsx';
import { actionWords } from '../../../modules/machines/components/action-words.ts';
import { MachineMenu } from '../../../modules/machines/components/machine-menu.tsx';
import { StatusBadge } from '../../../modules/machines/components/status-badge.tsx';
import { TimeLeft } from '../../../modules/machines/components/time-left.tsx';

/** What one most likely wants in a state, as buttons; the rest is in the menu. */
const mainActions: Partial<Record<InstanceState, readonly InstanceAction[]>> = {
  ready: ['extend', 'stop'],
  stopped: ['start'],
  failed: ['terminate', 'retry'],
};

interface MachineHeaderProps {
  readonly machine: Instance;
  readonly isOwner: boolean;
  readonly isPending: boolean;
  readonly onAction: (action: InstanceAction) => void;
  readonly onLaunchAnother: (() => void) | undefined;
  readonly children: ReactNode;
}

export function MachineHeader(props: MachineHeaderProps) {
  const { machine, isOwner, isPending, onAction, onLaunchAnother, children } = props;
  const buttons = (mainActions[machine.state] ?? []).filter((action) => machine.allowedActions.includes(action));
  return (
    <Page
      title={machine.name}
      icon={<BlueprintIcon icon={machine.blueprint.icon} size={52} />}
      description={
        <Group gap="4px 12px" mt={4} align="center">
          <StatusBadge state={machine.state} />
          {machine.address !== undefined && (
            <Group gap={0} wrap="nowrap">
              <Text size="sm" ff="monospace">
                {machine.address}
              </Text>
              <CopyButton value={machine.address} what="address" />
            </Group>
          )}
          <Text size="sm">{isOwner ? 'Yours' : `Owned by ${machine.owner.name}`}</Text>
          {machine.leaseEndsAt !== undefined && (
            <Text size="sm">
              <TimeLeft machine={machine} sentence />
            </Text>
          )}
        </Group>
      }
      actions={
        <Group gap="xs" wrap="nowrap">
          {buttons.map((action) => (
            <ActionButton key={action} action={action} isPending={isPending} onAction={onAction} />
          ))}
          <MachineMenu machine={machine} except={buttons} onAction={onAction} onLaunchAnother={onLaunchAnother} />
        </Group>
      }
    >
      {children}
    </Page>
  );
}

interface ActionButtonProps {
  readonly action: InstanceAction;
  readonly isPending: boolean;
  readonly onAction: (action: InstanceAction) => void;
}

function ActionButton({ action, isPending, onAction }: ActionButtonProps) {
  const { label, Icon } = actionWords[action];
  const isMain = action === 'start' || action === 'retry';
  return (
    <Button
      variant={isMain ? 'filled' : 'default'}
      leftSection={<Icon size={16} aria-hidden />}
      loading={isPending && isMain}
      onClick={() => {
        onAction(action);
      }}
    >
      {label}
    </Button>
  );
}
