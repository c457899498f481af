import type { Instance } from '@cloudapp/contracts/instance';
import { notifyFailure } from '../../../components/notify.tsx';
import { useNow } from '../../../lib/use-now.ts';
import { useKeepRunning } from '../api/machine-usage.ts';
import { IdleNotice } from '../components/idle-notice.tsx';

interface MachineIdleProps {
  readonly machineId: string;
  readonly idle: NonNullable<Instance['idle']>;
}

/** A machine is idle and about to stop, unless somebody keeps it. */
export function MachineIdle({ machineId, idle }: MachineIdleProps) {
  const now = useNow();
  const keep = useKeepRunning(machineId);
  return (
    <IdleNotice
      idle={idle}
      now={now}
      isPending={keep.isPending}
      onKeep={(hours) => {
        keep.mutate(hours, {
          onError: (error) => {
            notifyFailure('The machine was not kept', error);
          },
        });
      }}
    />
  );
}
