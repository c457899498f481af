import type { User } from '@cloudapp/contracts/user';
import { useQuery } from '@tanstack/react-query';
import { Dialog } from '../../../components/dialog.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { accessTokensQuery } from '../../../modules/access-tokens/api/access-tokens.ts';
import { EndableTokens } from '../../../modules/access-tokens/endable-tokens.tsx';

interface UserTokensProps {
  readonly user: User;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The tokens of a user, for administrators. */
export function UserTokens({ user, opened, onClose }: UserTokensProps) {
  const tokens = useQuery(accessTokensQuery(user.id));
  return (
    <Dialog opened={opened} onClose={onClose} title={`Tokens of ${user.name}`} centered size="lg">
      <Loaded
        query={tokens}
        isPart
        failure="The tokens could not be loaded"
        skeleton={<ListSkeleton rows={2} height={72} />}
      >
        {(items) => (
          <EndableTokens
            tokens={items}
            userId={user.id}
            none={`${user.name} has no tokens, so no program acts for them.`}
          />
        )}
      </Loaded>
    </Dialog>
  );
}
