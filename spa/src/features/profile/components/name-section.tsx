import type { User } from '@cloudapp/contracts/user';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { notifyDone } from '../../../components/notify.tsx';
import { Section } from '../../../components/section.tsx';
import { useRename } from '../api/account.ts';

export function NameSection({ user }: { readonly user: User }) {
  const [name, setName] = useState(user.name);
  const { mutate, error, isPending } = useRename();
  const isChanged = name.trim() !== '' && name.trim() !== user.name;
  return (
    <Section title="Name" description="How others see you.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isChanged) return;
          mutate(name.trim(), {
            onSuccess: () => {
              notifyDone('Name changed');
            },
          });
        }}
      >
        <Stack gap="sm">
          <Group align="flex-end" gap="sm">
            <TextInput
              label="Name"
              autoComplete="name"
              maxLength={100}
              flex="1 1 14rem"
              value={name}
              onChange={(event) => {
                setName(event.currentTarget.value);
              }}
            />
            <Button type="submit" variant="default" loading={isPending} disabled={!isChanged}>
              Save name
            </Button>
          </Group>
          {error && <ErrorNotice error={error} title="The name was not changed" />}
        </Stack>
      </form>
    </Section>
  );
}
