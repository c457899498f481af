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
import { stateLabels } from './state-labels.ts';

interface Appearance {
  readonly tone: Tone;
  readonly Icon: Icon;
}

const busy: Appearance = { tone: 'busy', Icon: IconLoader2 };

const appearances: Readonly<Record<InstanceState, Appearance>> = {
  requested: busy,
  launching: busy,
  installing: busy,
  ready: { tone: 'good', Icon: IconCircleCheck },
  stopping: busy,
  stopped: { tone: 'idle', Icon: IconPlayerPause },
  starting: busy,
  rebooting: busy,
  terminating: busy,
  terminated: { tone: 'idle', Icon: IconCircleDashed },
  failed: { tone: 'bad', Icon: IconAlertCircle },
};

export function StatusBadge({ state }: { readonly state: InstanceState }) {
  return <ToneBadge {...appearances[state]} label={stateLabels[state]} />;
}
