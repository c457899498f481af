import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { useShownOnce } from '../../../components/use-shown-once.tsx';
import { RecoveryCodesToTake } from './recovery-codes-to-take.tsx';

interface SetUpDialogProps {
  readonly opened: boolean;
  readonly title: string;
  /** What came of it, where recovery codes did. */
  readonly codes: readonly string[] | undefined;
  readonly onClose: () => void;
  /** It is gone from the screen. */
  readonly onClosed: () => void;
  readonly children: ReactNode;
}

/** A window in which something is set up, which ends with recovery codes where there are new ones: those are shown once. */
export function SetUpDialog({ opened, title, codes, onClose, onClosed, children }: SetUpDialogProps) {
  const shown = useShownOnce({
    isShown: opened && codes !== undefined,
    what: 'the recovery codes',
    wayBack: 'You would have to make new ones.',
    onClose,
  });
  const leave = () => {
    shown.leave();
  };
  return (
    <Dialog
      opened={opened}
      onClose={leave}
      onExitTransitionEnd={onClosed}
      title={codes ? 'Your recovery codes' : title}
      centered
    >
      {codes ? (
        <Stack gap="lg">
          <RecoveryCodesToTake codes={codes} onTaken={shown.noteTaken} />
          <Group justify="flex-end">
            <Button onClick={leave}>Done</Button>
          </Group>
          {shown.question}
        </Stack>
      ) : (
        children
      )}
    </Dialog>
  );
}
