import type { ChangedOne, ManyUsersChange, User } from '@cloudapp/contracts/user';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { useShownOnce } from '../../../components/use-shown-once.tsx';
import { useChangeUsers } from '../api/bulk-users.ts';
import { BulkQuestion } from '../components/bulk-question.tsx';
import { BulkResult } from '../components/bulk-result.tsx';
import { bulkWords, isWorthAnotherTry, type BulkAction } from '../components/bulk-words.ts';

interface BulkUsersProps {
  readonly action: BulkAction;
  readonly users: readonly User[];
  readonly currentUserId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** It is over, and what was ticked is not needed any more. */
  readonly onDone: () => void;
}

interface Run {
  readonly users: readonly User[];
  readonly change: ManyUsersChange;
}

/** One action on many users: whom it hits, how far it is, what became of each. */
export function BulkUsers({ action, users, currentUserId, opened, onClose, onDone }: BulkUsersProps) {
  const [run, setRun] = useState<Run>();
  const [settled, setSettled] = useState<ReadonlyMap<string, ChangedOne>>(new Map());
  const [done, setDone] = useState(0);
  const command = useChangeUsers(setDone);
  const hasLinks = [...settled.values()].some(({ oneTimePassword }) => oneTimePassword !== undefined);
  const finish = () => {
    onClose();
    onDone();
  };
  const links = useShownOnce({
    isShown: opened && hasLinks,
    what: 'the links',
    wayBack: 'Everybody is listed still: new links can be made.',
    onClose: finish,
  });
  const start = (ids: readonly string[], change: ManyUsersChange) => {
    setDone(0);
    links.startOver();
    command.mutate(
      { ids, change },
      {
        onSuccess: ({ results }) => {
          setSettled((before) => new Map([...before, ...results.map((one) => [one.id, one] as const)]));
        },
      },
    );
  };
  if (run === undefined) {
    const confirm = (hit: readonly User[], change: ManyUsersChange) => {
      setRun({ users: hit, change });
      start(
        hit.map(({ id }) => id),
        change,
      );
    };
    return <BulkQuestion {...{ action, users, currentUserId, opened, onClose }} onConfirm={confirm} />;
  }
  const triable = run.users
    .map(({ id }) => id)
    .filter((id) => {
      const one = settled.get(id);
      return one === undefined || isWorthAnotherTry(one);
    });
  const leave = () => {
    links.leave();
  };
  return (
    <Dialog
      opened={opened}
      onClose={command.isPending ? () => undefined : leave}
      closeOnClickOutside={false}
      title={bulkWords[action].label}
      centered
      size={560}
    >
      <BulkResult
        action={action}
        users={run.users}
        results={[...settled.values()]}
        running={command.isPending ? { done, of: command.variables.ids.length } : undefined}
        error={command.data?.error}
        triable={triable.length}
        onTryAgain={() => {
          start(triable, run.change);
        }}
        onTaken={links.noteTaken}
        onClose={leave}
      />
      {links.question}
    </Dialog>
  );
}
