import type { User } from '@cloudapp/contracts/user';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { notifyDone } from '../../../components/notify.tsx';
import { Section } from '../../../components/section.tsx';
import { formatDate } from '../../../lib/format/time.ts';
import { useRename } from '../api/profile.ts';
import classes from './profile.module.css';

/** Who one is here. Only the name is one's own to change. */
export function AccountSection({ user }: { readonly user: User }) {
  const rename = useRename();
  const [name, setName] = useState(user.name);
  const wanted = name.trim();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    rename.mutate(wanted, {
      onSuccess: () => {
        notifyDone('Your name is changed');
      },
    });
  };
  return (
    <Section title="Account">
      <form onSubmit={submit}>
        <Stack gap="md">
          <Group align="flex-end" gap="sm">
            <TextInput
              label="Name"
              flex="1 1 12rem"
              autoComplete="name"
              required
              withAsterisk={false}
              maxLength={100}
              value={name}
              onChange={(event) => {
                setName(event.currentTarget.value);
              }}
            />
            <Button type="submit" loading={rename.isPending} disabled={wanted === '' || wanted === user.name}>
              Save name
            </Button>
          </Group>
          {rename.error && <ErrorNotice error={rename.error} title="Your name was not changed" />}
        </Stack>
      </form>
      <dl className={classes['facts']}>
        <dt>E-mail</dt>
        <dd>{user.email}</dd>
        <dt>Role</dt>
        <dd>{user.role === 'admin' ? 'Administrator' : 'User'}</dd>
        <dt>Machines</dt>
        <dd>
          {user.quota.used} of {user.quota.limit} used
        </dd>
        <dt>Member since</dt>
        <dd>{formatDate(user.createdAt)}</dd>
      </dl>
    </Section>
  );
}
