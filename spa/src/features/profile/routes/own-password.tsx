import type { User } from '@cloudapp/contracts/user';
import { Text } from '@mantine/core';
import { Notice } from '../../../components/notice.tsx';
import { Section } from '../../../components/section.tsx';
import { ChangePasswordForm } from '../../../modules/account/components/change-password-form.tsx';
import { useChangePassword } from '../api/profile.ts';

export function OwnPassword({ user }: { readonly user: User }) {
  const change = useChangePassword();
  return (
    <Section title="Password" description="Changing it signs you out everywhere else and ends your tokens.">
      <ChangePasswordForm
        user={user}
        current={{ label: 'Current password', wrong: 'This is not your current password.' }}
        pending={change.isPending}
        error={change.error}
        success={
          change.isSuccess && (
            <Notice tone="good" title="Your password is changed" role="status">
              <Text size="sm">
                You stay signed in here and were signed out everywhere else. Your tokens have ended.
              </Text>
            </Notice>
          )
        }
        onSubmit={(passwords, clear) => {
          change.mutate(passwords, { onSuccess: clear });
        }}
        button={{ style: { alignSelf: 'flex-end' } }}
      />
    </Section>
  );
}
