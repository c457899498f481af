import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceAction, InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import { Box, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Page } from '../../../components/page.tsx';
import { BlueprintIcon } from '../../../modules/blueprints/components/blueprint-icon.tsx';
import { actionWords } from '../../../modules/machines/components/action-words.ts';
import { MachineMenu } from '../../../modules/machines/components/machine-menu.tsx';
import { StatusBadge } from '../../../modules/machines/components/status-badge.tsx';
import { TimeLeft } from '../../../modules/machines/components/time-left.tsx';
import { isBooting } from './boot-states.ts';

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
          {/* On a phone in a line of its own: its width changes with the state, and nothing else is to wrap otherwise for that. */}
          <Box w={{ base: '100%', xs: 'auto' }} lh={0}>
            <StatusBadge state={machine.state} />
          </Box>
          <Address machine={machine} />
          <Text size="sm">{isOwner ? 'Yours' : `Owned by ${machine.owner.name}`}</Text>
          {(machine.leaseEndsAt ?? machine.deletesAt ?? isBooting(machine)) && (
            <Text size="sm">
              <TimeLeft machine={machine} sentence />
            </Text>
          )}
        </Group>
      }
      actions={
        // On a phone in a line of its own from the beginning, so that no button that comes pushes the page down.
        <Group gap="xs" wrap="nowrap" w={{ base: '100%', xs: 'auto' }} mih={36}>
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

/** Its place is kept while the machine has none yet, so that nothing moves when it comes. */
function Address({ machine }: Pick<MachineHeaderProps, 'machine'>) {
  const { address } = machine;
  if (address === undefined && !isBooting(machine)) return null;
  return (
    <Group gap={0} wrap="nowrap" h={28} miw="9.75rem">
      <Text size="sm" {...(address === undefined ? { c: 'dimmed' } : { ff: 'monospace' })}>
        {address ?? 'No address yet'}
      </Text>
      {address !== undefined && <CopyButton value={address} what="address" />}
    </Group>
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
