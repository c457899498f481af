import { apiPrefix } from '@cloudapp/contracts/route';
import { endpoints } from '../../../lib/api/endpoints.ts';
import { useCurrentUser } from '../../../modules/account/session.ts';
import { useMakeToken } from '../api/make-token.ts';
import { NewTokenDialog } from '../components/new-token-dialog.tsx';

interface NewTokenProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function NewToken({ opened, onClose }: NewTokenProps) {
  const { role } = useCurrentUser();
  const make = useMakeToken();
  const [, path] = endpoints.getProfile;
  return (
    <NewTokenDialog
      opened={opened}
      onClose={onClose}
      isAdministrator={role === 'admin'}
      made={make.data}
      tryAt={`${window.location.origin}${apiPrefix}${path}`}
      pending={make.isPending}
      error={make.error}
      onSubmit={make.mutate}
      onReset={make.reset}
    />
  );
}
