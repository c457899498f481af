import type { NewUser } from '@cloudapp/contracts/user';
import { Button, Drawer, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { useCreateUser } from '../api/users.ts';
import { OneTimePassword } from './one-time-password.tsx';
import { isQuota, RoleAndQuotaFields, type RoleAndQuota } from './role-and-quota-fields.tsx';

interface AddUserDrawerProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Adds a user and hands over the one-time password. */
export function AddUserDrawer({ opened, onClose }: AddUserDrawerProps) {
  const create = useCreateUser();
  const [round, setRound] = useState(0);
  const startOver = () => {
    create.reset();
    setRound((current) => current + 1);
  };
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={startOver}
      // A click beside it must not take the password away.
      closeOnClickOutside={create.data === undefined}
      position="right"
      size={480}
      title={create.data ? `${create.data.user.name} is added` : 'Add user'}
    >
      {create.data ? (
        <Stack gap="lg">
          <OneTimePassword user={create.data.user} password={create.data.oneTimePassword} occasion="added" />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={startOver}>
              Add another
            </Button>
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <AddUserForm
          key={round}
          pending={create.isPending}
          error={create.error}
          onClose={onClose}
          onSubmit={(user) => {
            create.mutate(user);
          }}
        />
      )}
    </Drawer>
  );
}

interface AddUserFormProps {
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (user: NewUser) => void;
  readonly onClose: () => void;
}

function AddUserForm({ pending, error, onSubmit, onClose }: AddUserFormProps) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [access, setAccess] = useState<RoleAndQuota>({ role: 'user', quota: 3 });
  const [takenEmail, setTakenEmail] = useState<string>();
  const isTaken = hasCode(error, 'email-taken') && takenEmail === email;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isQuota(access.quota)) return;
    setTakenEmail(email);
    onSubmit({ email: email.trim(), name: name.trim(), role: access.role, quota: access.quota });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          You get a one-time password to hand over. Nothing is mailed.
        </Text>
        <TextInput
          label="E-mail"
          type="email"
          description="What they sign in with."
          autoComplete="off"
          required
          withAsterisk={false}
          data-autofocus
          maxLength={254}
          value={email}
          error={isTaken ? 'There is a user with this e-mail already. Search the list for it.' : undefined}
          onChange={(event) => {
            setEmail(event.currentTarget.value);
          }}
        />
        <TextInput
          label="Name"
          autoComplete="off"
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
        />
        <RoleAndQuotaFields
          value={access}
          onChange={setAccess}
          quotaDescription="How many machines they may have at once, stopped ones included."
        />
        {error instanceof Error && !hasCode(error, 'email-taken') && (
          <ErrorNotice error={error} title="The user was not added" />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={pending}
            disabled={email.trim() === '' || name.trim() === '' || !isQuota(access.quota)}
          >
            Add user
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
