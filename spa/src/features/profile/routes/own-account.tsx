import type { User } from '@cloudapp/contracts/user';
import { notifyDone } from '../../../components/notify.tsx';
import { useChangeProfile } from '../../../modules/account/api/change-profile.ts';
import { AccountSection } from '../components/account-section.tsx';

export function OwnAccount({ user }: { readonly user: User }) {
  const rename = useChangeProfile();
  return (
    <AccountSection
      user={user}
      pending={rename.isPending}
      error={rename.error}
      onRename={(name) => {
        rename.change({ name }, () => {
          notifyDone('Your name is changed');
        });
      }}
    />
  );
}
