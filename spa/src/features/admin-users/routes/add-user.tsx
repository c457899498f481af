import { useCreateUser } from '../api/users.ts';
import { AddUserDrawer } from '../components/add-user-drawer.tsx';

interface AddUserProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AddUser({ opened, onClose }: AddUserProps) {
  const create = useCreateUser();
  return (
    <AddUserDrawer
      opened={opened}
      onClose={onClose}
      created={create.data}
      pending={create.isPending}
      error={create.error}
      onSubmit={create.mutate}
      onReset={create.reset}
    />
  );
}
