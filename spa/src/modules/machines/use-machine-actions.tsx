import type { SizeId } from '@cloudapp/contracts/blueprint';
import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceAction } from '@cloudapp/contracts/instance-lifecycle';
import { useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { lazyDialog } from '../../components/lazy-dialog.tsx';
import { notifyFailure } from '../../components/notify.tsx';
import { machinePath } from '../../lib/paths.ts';
import { useMachineCommand, useRetryMachine } from './api/machine-actions.ts';
import { actionWords } from './components/action-words.ts';
import { delayStop } from './delayed-stops.ts';
import { passOnKey } from './key-store.ts';

const DeleteDialog = lazyDialog(async () => (await import('./components/delete-dialog.tsx')).DeleteDialog);
const ExtendMachine = lazyDialog(async () => (await import('./extend-machine.tsx')).ExtendMachine);

interface MachineActions {
  /** Does what was asked; asks back where it cannot be undone, and waits with a stop, so that it can be taken back. */
  readonly perform: (action: InstanceAction, machine: Instance) => void;
  /** Launches one that failed again, in another size. */
  readonly retryAs: (size: SizeId, machine: Instance) => void;
  /** To be rendered once on the page. */
  readonly dialogs: ReactNode;
  readonly isPending: boolean;
}

interface Question {
  readonly action: 'extend' | 'terminate';
  readonly machine: Instance;
}

/** Everything that can be done with one machine, with the dialogs that belong to it. */
export function useMachineActions(): MachineActions {
  const command = useMachineCommand();
  // Of its own, for it goes on when the page is left, beside whatever is asked of a machine meanwhile.
  const stop = useMachineCommand();
  const retry = useRetryMachine();
  const navigate = useNavigate();
  const [question, setQuestion] = useState<Question>();
  const [opened, setOpened] = useState(false);
  // A retry sent again after a lost answer is the same retry.
  const retryKeys = useRef(new Map<string, string>());

  const tell = (action: InstanceAction, machine: Instance) => (error: unknown) => {
    notifyFailure(`${machine.name} ${actionWords[action].failure}`, error);
  };

  const retryMachine = (machine: Instance, size?: SizeId) => {
    const same = [machine.id, size].join();
    const idempotencyKey = retryKeys.current.get(same) ?? crypto.randomUUID();
    retryKeys.current.set(same, idempotencyKey);
    const onSuccess = (fresh: Instance) => {
      passOnKey(machine.id, fresh.id);
      void navigate(machinePath(fresh.id));
    };
    retry.mutate({ id: machine.id, size, idempotencyKey }, { onSuccess, onError: tell('retry', machine) });
  };

  const perform = (action: InstanceAction, machine: Instance) => {
    const onError = tell(action, machine);
    if (action === 'retry') {
      retryMachine(machine);
    } else if (action === 'stop') {
      delayStop(machine, () => stop.mutateAsync({ action, id: machine.id }).catch(onError));
    } else if (action === 'extend' || action === 'terminate') {
      command.reset();
      setQuestion({ action, machine });
      setOpened(true);
    } else {
      command.mutate({ action, id: machine.id }, { onError });
    }
  };

  const close = () => {
    setOpened(false);
  };
  const shared = { pending: command.isPending, error: command.error, onClose: close };
  const dialogs = (
    <>
      {question?.action === 'terminate' && (
        <DeleteDialog
          {...shared}
          opened={opened}
          machine={question.machine}
          onConfirm={() => {
            command.mutate({ action: 'terminate', id: question.machine.id }, { onSuccess: close });
          }}
        />
      )}
      {question?.action === 'extend' && (
        <ExtendMachine
          {...shared}
          opened={opened}
          machine={question.machine}
          onConfirm={(hours) => {
            command.mutate({ action: 'extend', id: question.machine.id, hours }, { onSuccess: close });
          }}
        />
      )}
    </>
  );

  const retryAs = (size: SizeId, machine: Instance) => {
    retryMachine(machine, size);
  };
  return { perform, retryAs, dialogs, isPending: command.isPending || retry.isPending };
}
