import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import type { User } from '@cloudapp/contracts/user';
import { useNavigate } from 'react-router-dom';
import { paths } from '../../../lib/paths.ts';
import { useLaunchSeveral } from '../api/launch-several.ts';
import type { LaunchFormValues } from '../components/launch-form-values.ts';
import { SeveralOutcomes } from '../components/several-outcomes.tsx';
import { SeveralWindow } from '../components/several-window.tsx';

interface LaunchSeveralProps {
  readonly opened: boolean;
  readonly blueprint: Blueprint;
  readonly savedKeys: readonly SshKey[];
  readonly values: LaunchFormValues;
  readonly quota: User['quota'] | undefined;
  readonly takenNames: readonly string[];
  readonly onClose: () => void;
}

/** Several machines by the launch form, and what became of each. */
export function LaunchSeveral({
  opened,
  blueprint,
  savedKeys,
  values,
  quota,
  takenNames,
  onClose,
}: LaunchSeveralProps) {
  const several = useLaunchSeveral(blueprint.id, savedKeys);
  const navigate = useNavigate();
  if (several.data) {
    return (
      <SeveralOutcomes
        outcomes={several.data}
        isKeyNew={values.keySource === 'new'}
        onGoOn={() => void navigate(paths.machines)}
        onStay={() => {
          several.reset();
          onClose();
        }}
      />
    );
  }
  return (
    <SeveralWindow
      opened={opened}
      pending={several.isPending}
      error={several.error}
      values={values}
      size={blueprint.sizes.find(({ id }) => id === values.size)}
      quota={quota}
      takenNames={takenNames}
      onClose={onClose}
      onConfirm={(names) => {
        if (!several.isPending) several.mutate({ values, ...names });
      }}
    />
  );
}
