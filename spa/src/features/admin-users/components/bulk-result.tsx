import type { ChangedOne, User } from '@cloudapp/contracts/user';
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatCount, formatNumber } from '../../../lib/format/size.ts';
import { reasonWords, sumUpBulk, type BulkAction } from './bulk-words.ts';
import { LinksToTake } from './links-to-take.tsx';
import classes from './users-list.module.css';

interface BulkResultProps {
  readonly action: BulkAction;
  readonly users: readonly User[];
  readonly results: readonly ChangedOne[];
  /** How far it is, while it runs. */
  readonly running: { readonly done: number; readonly of: number } | undefined;
  readonly error: unknown;
  /** How many it may work for when asked again. */
  readonly triable: number;
  readonly onTryAgain: () => void;
  readonly onTaken: () => void;
  readonly onClose: () => void;
}

/** What became of each, while it runs and after. */
export function BulkResult(props: BulkResultProps) {
  const { action, users, results, running, error, triable, onTryAgain, onTaken, onClose } = props;
  const byId = new Map(users.map((user) => [user.id, user]));
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  const links = results.flatMap(({ id, oneTimePassword, validUntil }) => {
    const user = byId.get(id);
    return user && oneTimePassword !== undefined ? [{ ...user, oneTimePassword, validUntil }] : [];
  });
  if (running) {
    return (
      <Stack gap="md">
        <Text size="sm" role="status">
          {formatNumber(running.done)} of {formatCount(running.of, 'user')}. Keep this page open.
        </Text>
        <Progress value={(running.done / running.of) * 100} aria-label="Progress" />
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      {error instanceof Error && <ErrorNotice error={error} title="It stopped on the way" />}
      <Text size="sm" role="status">
        {sumUpBulk(action, results, users.length)}
      </Text>
      {refused.length > 0 && (
        <ul className={classes['refused']} aria-label="Refused">
          {refused.map(({ id, reason = 'internal-error' }) => (
            <li key={id}>
              <b>{byId.get(id)?.name}</b>: {reasonWords[reason]}
            </li>
          ))}
        </ul>
      )}
      {links.length > 0 && <LinksToTake people={links} onTaken={onTaken} />}
      <Group justify="flex-end" gap="sm">
        {triable > 0 && (
          <Button variant="default" onClick={onTryAgain}>
            Try again for {formatCount(triable, 'user')}
          </Button>
        )}
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
