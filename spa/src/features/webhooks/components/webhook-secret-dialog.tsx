import { Button, Group, Stack, Text } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Notice } from '../../../components/notice.tsx';
import { useShownOnce } from '../../../components/use-shown-once.tsx';

interface WebhookSecretDialogProps {
  readonly opened: boolean;
  /** The secret of the new webhook, once there is one. */
  readonly secret: string | undefined;
  readonly onClose: () => void;
  /** It is off the screen: time to forget it. */
  readonly onForget: () => void;
}

/** What signatures are made with, shown this once. */
export function WebhookSecretDialog({ opened, secret, onClose, onForget }: WebhookSecretDialogProps) {
  const shown = useShownOnce({
    isShown: opened && secret !== undefined,
    what: 'the secret',
    wayBack: 'You would have to remove the webhook and add another.',
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
      title="The webhook is added"
      centered
      size="lg"
    >
      {secret !== undefined && (
        <Stack gap="lg">
          <Stack gap="md" onCopy={shown.noteTaken}>
            <Notice tone="warn" title="Shown only now" role="status">
              <Text size="sm">
                Give this secret to the program that is told. With it, the program checks that CloudApp has sent what it
                gets. Once you close this, nobody can see it again.
              </Text>
            </Notice>
            <Stack data-autofocus tabIndex={-1} gap={6} role="group" aria-label="Secret">
              <CopyLine value={secret} what="secret" wrap onCopied={shown.noteTaken} />
            </Stack>
          </Stack>
          <Group justify="flex-end">
            <Button onClick={leave}>Done</Button>
          </Group>
          {shown.question}
        </Stack>
      )}
    </Dialog>
  );
}
