import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconKey } from '../../../components/icons.ts';
import { notifyDone, notifyFailure } from '../../../components/notify.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { sshKeysQuery } from '../../../lib/queries/ssh-keys.ts';
import { useForgetKey } from '../api/account.ts';
import classes from './rows.module.css';

export function KeysSection() {
  const { data: keys, error, refetch } = useQuery(sshKeysQuery);
  const { mutate, isPending, variables } = useForgetKey();
  const forget = (id: string, name: string) => {
    mutate(id, {
      onSuccess: () => {
        notifyDone(`${name} is forgotten`);
      },
      onError: (failure) => {
        notifyFailure(`${name} was not forgotten`, failure);
      },
    });
  };
  return (
    <Section
      title="SSH keys"
      description="Public keys of earlier launches, to choose again. Forgetting one does not lock you out: machines that have it keep it."
    >
      {!keys && !error && <ListSkeleton rows={1} height={44} />}
      {!keys && error && (
        <ErrorNotice error={error} title="Your keys could not be loaded" onRetry={() => void refetch()} />
      )}
      {keys?.length === 0 && (
        <Text size="sm" c="dimmed">
          None yet. The key of your first launch will be here.
        </Text>
      )}
      <ul className={classes['rows']}>
        {keys?.map((key) => (
          <li key={key.id}>
            <IconKey size={22} stroke={1.6} aria-hidden />
            <div className={classes['main']}>
              <Text size="sm" fw={600}>
                {key.name}
              </Text>
              <span className={classes['dim']}>
                {key.fingerprint} · used <RelativeTime instant={key.lastUsedAt} />
              </span>
            </div>
            <Button
              variant="default"
              size="xs"
              loading={isPending && variables === key.id}
              aria-label={`Forget ${key.name}`}
              onClick={() => {
                forget(key.id, key.name);
              }}
            >
              Forget
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
