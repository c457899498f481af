import type { InstanceAction } from '@cloudapp/contracts/instance-lifecycle';
import type { Icon } from '@tabler/icons-react';
import {
  IconClockPlus,
  IconHistory,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconReload,
  IconTrash,
} from '../../../components/icons.ts';

interface ActionWords {
  readonly label: string;
  readonly Icon: Icon;
  /** "… was not stopped" */
  readonly failure: string;
}

/** How the pages name what can be done with a machine. */
export const actionWords: Readonly<Record<InstanceAction, ActionWords>> = {
  start: { label: 'Start', Icon: IconPlayerPlay, failure: 'was not started' },
  stop: { label: 'Stop', Icon: IconPlayerStop, failure: 'was not stopped' },
  reboot: { label: 'Reboot', Icon: IconReload, failure: 'was not rebooted' },
  extend: { label: 'Change time', Icon: IconClockPlus, failure: 'got no other time' },
  keep: { label: 'Keep', Icon: IconHistory, failure: 'was not kept' },
  retry: { label: 'Try again', Icon: IconRefresh, failure: 'was not launched again' },
  terminate: { label: 'Delete', Icon: IconTrash, failure: 'was not deleted' },
};
