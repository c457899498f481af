import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { LoadFailure } from '../../../components/load-failure.tsx';
import { useMachineActions } from '../../../modules/machines/use-machine-actions.tsx';
import { DetailSkeleton } from '../../../components/page-skeleton.tsx';
import { machineQuery } from '../../../modules/machines/api/machines.ts';
import { useCurrentUser } from '../../../modules/account/session.ts';
import { ActivitySection } from '../components/activity-section.tsx';
import { ConsoleSection } from '../components/console-section.tsx';
import { LoginSection } from '../components/login-section.tsx';
import { MachineView } from '../components/machine-view.tsx';
import { SaveKey } from '../components/save-key.tsx';

export function MachinePage() {
  const { id = '' } = useParams();
  const { data: machine, dataUpdatedAt, error, refetch } = useQuery(machineQuery(id));
  const user = useCurrentUser();
  const actions = useMachineActions();

  if (!machine) {
    if (!error) return <DetailSkeleton />;
    return <LoadFailure error={error} title="The machine could not be loaded" onRetry={() => void refetch()} />;
  }
  const isOwner = machine.owner.id === user.id;
  return (
    <>
      <MachineView
        machine={machine}
        asOf={dataUpdatedAt}
        isOwner={isOwner}
        isPending={actions.isPending}
        onAction={(action) => {
          actions.perform(action, machine);
        }}
        saveKey={<SaveKey machineId={machine.id} />}
        login={machine.state === 'ready' && <LoginSection machine={machine} isOwner={isOwner} />}
        activity={<ActivitySection machine={machine} />}
        console={<ConsoleSection key={machine.id} machineId={machine.id} />}
      />
      {actions.dialogs}
    </>
  );
}
