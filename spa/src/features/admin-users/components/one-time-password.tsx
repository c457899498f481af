import { Stack, Text } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { Notice } from '../../../components/notice.tsx';
import { paths } from '../../../lib/paths.ts';

interface OneTimePasswordProps {
  readonly user: { readonly name: string; readonly email: string };
  readonly password: string;
  /** What the text tells its reader: that an account is ready, or that its password was reset. */
  readonly occasion: 'added' | 'reset';
}

const openings = {
  added: 'your CloudApp account is ready.',
  reset: 'your CloudApp password was reset.',
} as const;

/** Text for a mail or a chat that says all that is needed to sign in. */
function textToSend({ user, password, occasion }: OneTimePasswordProps): string {
  return [
    `Hello ${user.name},`,
    '',
    openings[occasion],
    '',
    `Sign in: ${window.location.origin}${paths.signIn}`,
    `E-mail: ${user.email}`,
    `One-time password: ${password}`,
    '',
    'You choose a password of your own right after signing in.',
  ].join('\n');
}

/** A password that is shown this once, and a text that hands it over. */
export function OneTimePassword(props: OneTimePasswordProps) {
  return (
    <Stack gap="md">
      <Notice tone="warn" title="Shown only now" role="status">
        <Text size="sm">
          The password is kept nowhere: once you close this, nobody can see it again. If it gets lost, reset the
          password. Whoever signs in with it must choose another one first.
        </Text>
      </Notice>
      <Stack gap={6} role="group" aria-label="One-time password">
        <Text size="sm" fw={500}>
          One-time password
        </Text>
        <CopyLine value={props.password} what="one-time password" wrap />
      </Stack>
      <Stack gap={6} role="group" aria-label="Text to send">
        <Text size="sm" fw={500}>
          Text to send
        </Text>
        <CopyLine value={textToSend(props)} what="text to send" wrap />
      </Stack>
    </Stack>
  );
}
