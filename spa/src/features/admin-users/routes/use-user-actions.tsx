import type { User } from '@cloudapp/contracts/user';
import { useState, type ReactNode } from 'react';
import { lazyDialog } from '../../../components/lazy-dialog.tsx';
import type { UserAction } from '../components/user-actions-menu.tsx';

const UserDialog = lazyDialog(async () => (await import('./user-dialog.tsx')).UserDialog);

interface UserActions {
  /** Asks before it does anything. */
  readonly perform: (action: UserAction, user: User) => void;
  /** To be rendered once on the page. */
  readonly dialogs: ReactNode;
}

interface Question {
  readonly action: UserAction;
  readonly user: User;
  /** Each question begins with fresh fields. */
  readonly number: number;
}

/** Everything that can be done with one user, with the dialogs that belong to it. */
export function useUserActions(currentUserId: string): UserActions {
  const [question, setQuestion] = useState<Question>();
  const [opened, setOpened] = useState(false);

  const perform = (action: UserAction, user: User) => {
    setQuestion((last) => ({ action, user, number: (last?.number ?? 0) + 1 }));
    setOpened(true);
  };
  const dialogs = question && (
    <UserDialog
      key={question.number}
      {...question}
      isSelf={question.user.id === currentUserId}
      opened={opened}
      onClose={() => {
        setOpened(false);
      }}
    />
  );
  return { perform, dialogs };
}
