import type { Role, User } from '@cloudapp/contracts/user';
import { Button, Drawer, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { useCreateUser } from '../api/users.ts';
import { HandOver } from './hand-over.tsx';
import { RoleField } from './role-field.tsx';

interface Created {
  readonly user: User;
  readonly oneTimePassword: string;
}

interface NewUserValues {
  email: string;
  name: string;
  role: Role;
  quota: number | string;
}

export function AddUserDrawer({ onClose }: { readonly onClose: () => void }) {
  const [created, setCreated] = useState<Created>();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={440}
      title={created ? `${created.user.name} is added` : 'Add user'}
      // A stray click must not lose a password that is shown once.
      closeOnClickOutside={!created}
      styles={{ title: { fontWeight: 620, fontSize: 'var(--mantine-font-size-lg)' } }}
    >
      {created ? <HandOver {...created} onDone={onClose} /> : <AddUserForm onCreated={setCreated} onCancel={onClose} />}
    </Drawer>
  );
}

interface AddUserFormProps {
  readonly onCreated: (created: Created) => void;
  readonly onCancel: () => void;
}

function AddUserForm({ onCreated, onCancel }: AddUserFormProps) {
  const { mutate, isPending, error } = useCreateUser();
  const form = useForm<NewUserValues>({
    initialValues: { email: '', name: '', role: 'user', quota: 3 },
    validate: {
      email: (email) =>
        /^\S+@\S+\.\S+$/.test(email.trim()) ? null : 'Give an e-mail address, such as ada@example.org.',
      name: (name) => (name.trim() === '' ? 'Give the name of the person.' : null),
      quota: (quota) => (typeof quota === 'number' ? null : 'Give a number from 0 to 100.'),
    },
  });
  const submit = (values: NewUserValues) => {
    const user = { ...values, email: values.email.trim(), name: values.name.trim(), quota: Number(values.quota) };
    mutate(user, {
      onSuccess: onCreated,
      onError: (failure) => {
        if (hasCode(failure, 'email-taken')) form.setFieldError('email', 'A user with this e-mail exists already.');
      },
    });
  };
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack gap="md">
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="off"
          data-autofocus
          maxLength={254}
          {...form.getInputProps('email')}
        />
        <TextInput label="Name" autoComplete="off" maxLength={100} {...form.getInputProps('name')} />
        <RoleField
          value={form.values.role}
          onChange={(role) => {
            form.setFieldValue('role', role);
          }}
        />
        <NumberInput
          label="Quota"
          description="How many machines at once."
          min={0}
          max={100}
          allowDecimal={false}
          clampBehavior="strict"
          {...form.getInputProps('quota')}
        />
        {error && !hasCode(error, 'email-taken') && <ErrorNotice error={error} title="The user was not added" />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending}>
            Add user
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
