import type { User, UserFilter, UserSort } from '@cloudapp/contracts/user';
import { useState, type ReactNode } from 'react';
import { lazyDialog } from '../../../components/lazy-dialog.tsx';
import { notifyFailure } from '../../../components/notify.tsx';
import { formatNumber } from '../../../lib/format/size.ts';
import { mostSelected, useReadAll } from '../api/bulk-users.ts';
import type { BulkAction } from '../components/bulk-words.ts';
import type { UserBulkBarProps } from '../components/user-bulk-bar.tsx';

const BulkUsers = lazyDialog(async () => (await import('./bulk-users.tsx')).BulkUsers);

interface BulkOptions {
  /** Those whom the page has read. */
  readonly shown: readonly User[];
  readonly filter: UserFilter;
  readonly sort: UserSort;
  /** How many match, where that is known. */
  readonly total: number | undefined;
  /** Whether there are more than the page has read. */
  readonly hasMore: boolean;
  readonly currentUserId: string;
}

interface BulkOfUsers {
  readonly selected: ReadonlyMap<string, User>;
  readonly onSelect: (users: readonly User[], on: boolean) => void;
  readonly bar: UserBulkBarProps;
  /** To be rendered once on the page. */
  readonly dialog: ReactNode;
}

/**
 * Who is ticked, over all pages and filters, and what can be done with all of them. They are kept as they were read, so that a question
 * names exactly those whom it hits, and nobody who comes to match later.
 */
export function useBulkUsers({ shown, filter, sort, total, hasMore, currentUserId }: BulkOptions): BulkOfUsers {
  const [selected, setSelected] = useState<ReadonlyMap<string, User>>(new Map());
  const [question, setQuestion] = useState<{ action: BulkAction; number: number }>();
  const [opened, setOpened] = useState(false);
  const [read, setRead] = useState(0);
  const readAll = useReadAll(setRead);
  const select = (users: readonly User[], on: boolean) => {
    setSelected((before) => {
      const after = new Map(before);
      for (const user of users) {
        if (on) after.set(user.id, user);
        else after.delete(user.id);
      }
      return after;
    });
  };
  const clear = () => {
    setSelected(new Map());
  };
  const now = new Map(shown.map((user) => [user.id, user]));
  const ticked = [...selected.values()].map((user) => now.get(user.id) ?? user);
  const offersAll = hasMore && shown.every(({ id }) => selected.has(id)) && (total ?? Infinity) > selected.size;
  const runSelectAll = () => {
    readAll.mutate(
      { filter, sort },
      {
        onSuccess: ({ users }) => {
          select(users, true);
        },
        onError: (error) => {
          notifyFailure('Not everybody could be selected', error);
        },
      },
    );
  };
  return {
    selected,
    onSelect: select,
    bar: {
      count: ticked.length,
      selectAll: offersAll
        ? { label: labelOf(readAll.isPending, read, total), isLoading: readAll.isPending, run: runSelectAll }
        : undefined,
      onAction: (action) => {
        setQuestion((last) => ({ action, number: (last?.number ?? 0) + 1 }));
        setOpened(true);
      },
      onClear: clear,
    },
    dialog: question && (
      <BulkUsers
        key={question.number}
        action={question.action}
        users={ticked}
        currentUserId={currentUserId}
        opened={opened}
        onClose={() => {
          setOpened(false);
        }}
        onDone={clear}
      />
    ),
  };
}

function labelOf(isReading: boolean, read: number, total: number | undefined): string {
  if (isReading) return `Selecting: ${formatNumber(read)}`;
  if (total === undefined) return 'Select all that match';
  return total > mostSelected
    ? `Select the first ${formatNumber(mostSelected)} that match`
    : `Select all ${formatNumber(total)} that match`;
}
