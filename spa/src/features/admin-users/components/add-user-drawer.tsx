import type { NewUser, User } from '@cloudapp/contracts/user';
import type { WelcomeLink } from '@cloudapp/contracts/welcome-link';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { SideDialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { useShownOnce } from '../../../components/use-shown-once.tsx';
import { GroupFields, isCostCentre } from './group-fields.tsx';
import { InvitationToSend, invitationWords } from './invitation-to-send.tsx';
import { isQuota, RoleAndQuotaFields, type RoleAndQuota } from './role-and-quota-fields.tsx';

interface AddUserDrawerProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The new user, once there is one. */
  readonly created: ({ readonly user: User } & Omit<WelcomeLink, 'email'>) | undefined;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (user: NewUser) => void;
  /** Forgets the user that was added, and what went wrong. */
  readonly onReset: () => void;
}

/** Adds a user and hands over the link. */
export function AddUserDrawer({ opened, onClose, created, onReset, ...form }: AddUserDrawerProps) {
  const [round, setRound] = useState(0);
  const link = useShownOnce({ isShown: opened && created !== undefined, onClose, ...invitationWords });
  const startOver = () => {
    onReset();
    link.startOver();
    setRound((current) => current + 1);
  };
  return (
    <SideDialog
      opened={opened}
      onClose={() => {
        link.leave();
      }}
      onExitTransitionEnd={startOver}
      position="right"
      size={480}
      title={created ? `${created.user.name} is added` : 'Add user'}
    >
      {created ? (
        <Stack gap="lg">
          <InvitationToSend user={created.user} invitation={created} occasion="added" onTaken={link.noteTaken} />
          <Group justify="flex-end" gap="sm">
            <Button
              variant="default"
              onClick={() => {
                link.leave(startOver);
              }}
            >
              Add another
            </Button>
            <Button
              onClick={() => {
                link.leave();
              }}
            >
              Done
            </Button>
          </Group>
          {link.question}
        </Stack>
      ) : (
        <AddUserForm key={round} {...form} onClose={onClose} />
      )}
    </SideDialog>
  );
}

type AddUserFormProps = Pick<AddUserDrawerProps, 'pending' | 'error' | 'onSubmit' | 'onClose'>;

function AddUserForm({ pending, error, onSubmit, onClose }: AddUserFormProps) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [access, setAccess] = useState<RoleAndQuota>({ role: 'user', quota: 3 });
  const [belongs, setBelongs] = useState({ group: '', costCentre: '' });
  const [takenEmail, setTakenEmail] = useState<string>();
  const isTaken = hasCode(error, 'email-taken') && takenEmail === email;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isQuota(access.quota)) return;
    setTakenEmail(email);
    const [group, costCentre] = [belongs.group.trim(), belongs.costCentre.trim()];
    onSubmit({
      ...{ email: email.trim(), name: name.trim(), role: access.role, quota: access.quota },
      ...(group !== '' && { group }),
      ...(costCentre !== '' && { costCentre }),
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          You get a link to hand over, at which they choose a password. Nothing is mailed.
        </Text>
        <TextField
          label="E-mail"
          type="email"
          description="What they sign in with."
          autoComplete="off"
          data-autofocus
          maxLength={254}
          value={email}
          error={isTaken ? 'There is a user with this e-mail already. Search the list for it.' : undefined}
          onChange={setEmail}
        />
        <TextField label="Name" autoComplete="off" maxLength={100} value={name} onChange={setName} />
        <RoleAndQuotaFields
          value={access}
          onChange={setAccess}
          quotaDescription="How many machines they may have at once, stopped ones included."
        />
        <GroupFields value={belongs} onChange={setBelongs} />
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
            disabled={
              email.trim() === '' || name.trim() === '' || !isQuota(access.quota) || !isCostCentre(belongs.costCentre)
            }
          >
            Add user
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
