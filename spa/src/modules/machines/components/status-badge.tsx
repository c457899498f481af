import type { InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import type { Icon } from '@tabler/icons-react';
import {
  IconAlertCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconLoader2,
  IconPlayerPause,
} from '../../../components/icons.ts';
import { ToneBadge, type Tone } from '../../../components/tone-badge.tsx';

interface Appearance {
  readonly label: string;
  readonly tone: Tone;
  readonly Icon: Icon;
}

const busy = (label: string): Appearance => ({ label, tone: 'busy', Icon: IconLoader2 });

const appearances: Readonly<Record<InstanceState, Appearance>> = {
  requested: busy('Requested'),
  launching: busy('Launching'),
  installing: busy('Installing'),
  ready: { label: 'Ready', tone: 'good', Icon: IconCircleCheck },
  stopping: busy('Stopping'),
  stopped: { label: 'Stopped', tone: 'idle', Icon: IconPlayerPause },
  starting: busy('Starting'),
  rebooting: busy('Rebooting'),
  terminating: busy('Deleting'),
  terminated: { label: 'Deleted', tone: 'idle', Icon: IconCircleDashed },
  failed: { label: 'Failed', tone: 'bad', Icon: IconAlertCircle },
};

/** The states in words, in the order of a machine's life. */
export const stateLabels = Object.fromEntries(
  Object.entries(appearances).map(([state, { label }]) => [state, label]),
) as Readonly<Record<InstanceState, string>>;

export function StatusBadge({ state }: { readonly state: InstanceState }) {
  return <ToneBadge {...appearances[state]} />;
}
