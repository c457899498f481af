import { welcomeLink, type WelcomeLink } from '@cloudapp/contracts/welcome-link';
import { Stack, Text } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { Notice } from '../../../components/notice.tsx';
import { formatExact } from '../../../lib/format/time.ts';

interface InvitationProps {
  readonly user: { readonly name: string; readonly email: string };
  readonly invitation: Omit<WelcomeLink, 'email'>;
  /** What the text tells its reader: that an account is ready, or that its password was reset. */
  readonly occasion: 'added' | 'reset';
  /** The link was copied, alone or in its text. */
  readonly onTaken: () => void;
}

const openings = {
  added: 'your CloudApp account is ready.',
  reset: 'your CloudApp password was reset.',
} as const;

/** Text for a mail or a chat that says all that is needed to sign in. */
function textToSend({ user, invitation, occasion }: Omit<InvitationProps, 'onTaken'>): string {
  return [
    `Hello ${user.name},`,
    '',
    openings[occasion],
    '',
    'Choose a password of your own:',
    linkFor(user.email, invitation),
    '',
    `The link works once, until ${formatExact(invitation.validUntil)}. After that you sign in with ${user.email}.`,
  ].join('\n');
}

/** The link at which a person chooses a password. */
export function linkFor(email: string, invitation: InvitationProps['invitation']): string {
  return welcomeLink(window.location.origin, { email, ...invitation });
}

/** What is said of it before it is lost. */
export const invitationWords = {
  what: 'the link',
  wayBack: 'Resetting the password makes another one.',
} as const;

/** A link that is shown this once, and a text that hands it over. */
export function InvitationToSend(props: InvitationProps) {
  const { user, invitation, onTaken } = props;
  return (
    <Stack gap="md" onCopy={onTaken}>
      <Notice tone="warn" title="Shown only now" role="status">
        <Text size="sm">
          The link is kept nowhere: once you close this, nobody can see it again. If it gets lost, reset the password.
          It works once, until {formatExact(invitation.validUntil)}; whoever opens it chooses the password.
        </Text>
      </Notice>
      <Stack gap={6} role="group" aria-label="Link to choose a password">
        <Text size="sm" fw={500}>
          Link to choose a password
        </Text>
        <CopyLine value={linkFor(user.email, invitation)} what="link" wrap onCopied={onTaken} />
      </Stack>
      <Stack gap={6} role="group" aria-label="Text to send">
        <Text size="sm" fw={500}>
          Text to send
        </Text>
        <CopyLine value={textToSend(props)} what="text to send" wrap onCopied={onTaken} />
      </Stack>
    </Stack>
  );
}
