import { Button, Group, Stack, Text } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Notice } from '../../../components/notice.tsx';
import { useShownOnce } from '../../../components/use-shown-once.tsx';

interface DirectorySecretDialogProps {
  readonly opened: boolean;
  /** The secret of the new token, once there is one. */
  readonly secret: string | undefined;
  readonly onClose: () => void;
  /** It is off the screen: time to forget it. */
  readonly onForget: () => void;
}

/** The token of the directory, shown this once. */
export function DirectorySecretDialog({ opened, secret, onClose, onForget }: DirectorySecretDialogProps) {
  const shown = useShownOnce({
    isShown: opened && secret !== undefined,
    what: 'the token',
    wayBack: 'You would have to make another.',
    onClose,
  });
  const leave = () => {
    shown.leave();
  };
  const forget = () => {
    shown.startOver();
    onForget();
  };
  return (
    <Dialog
      opened={opened}
      onClose={leave}
      onExitTransitionEnd={forget}
      title="The directory’s token is made"
      centered
      size="lg"
    >
      {secret !== undefined && (
        <Stack gap="lg">
          <Secret secret={secret} onTaken={shown.noteTaken} />
          <Group justify="flex-end">
            <Button onClick={leave}>Done</Button>
          </Group>
          {shown.question}
        </Stack>
      )}
    </Dialog>
  );
}

function Secret({ secret, onTaken }: { readonly secret: string; readonly onTaken: () => void }) {
  return (
    <Stack gap="md" onCopy={onTaken}>
      <Notice tone="warn" title="Shown only now" role="status">
        <Text size="sm">
          The token is kept nowhere: once you close this, nobody can see it again. Give it to the directory and to
          nobody else: whoever has it decides who may sign in.
        </Text>
      </Notice>
      <Stack data-autofocus tabIndex={-1} gap={6} role="group" aria-label="Token">
        <CopyLine value={secret} what="token" wrap onCopied={onTaken} />
      </Stack>
    </Stack>
  );
}
