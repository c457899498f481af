import type { User } from '@cloudapp/contracts/user';
import { Button, Group, Stack } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Section } from '../../../components/section.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { formatDate } from '../../../lib/format/time.ts';
import classes from './profile.module.css';

interface AccountSectionProps {
  readonly user: User;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onRename: (name: string) => void;
}

/** Who one is here. Only the name is one's own to change. */
export function AccountSection({ user, pending, error, onRename }: AccountSectionProps) {
  const [name, setName] = useState(user.name);
  const wanted = name.trim();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onRename(wanted);
  };
  return (
    <Section title="Account">
      <form onSubmit={submit}>
        <Stack gap="md">
          <Group align="flex-end" gap="sm">
            <TextField
              label="Name"
              flex="1 1 12rem"
              autoComplete="name"
              maxLength={100}
              value={name}
              onChange={setName}
            />
            <Button type="submit" loading={pending} disabled={wanted === '' || wanted === user.name}>
              Save name
            </Button>
          </Group>
          {error instanceof Error && <ErrorNotice error={error} title="Your name was not changed" />}
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
