import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { ErrorNotice } from './error-notice.tsx';

export interface ConfirmWindowProps {
  readonly opened: boolean;
  readonly title: string;
  /** The verb on the button: "Delete", never "OK". */
  readonly confirmLabel: string;
  /** What leaves things as they are. @default Cancel */
  readonly cancelLabel?: string;
  readonly isDangerous?: boolean;
  readonly disabled?: boolean;
  readonly pending: boolean;
  readonly error?: unknown;
  /** What did not happen, above an error. */
  readonly failureTitle?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** It is gone from the screen. */
  readonly onClosed?: () => void;
  readonly children: ReactNode;
}

/** Asks before something that cannot be undone, saying what it does and to whom. */
export function ConfirmWindow(props: ConfirmWindowProps) {
  const {
    opened,
    title,
    confirmLabel,
    cancelLabel = 'Cancel',
    isDangerous = false,
    disabled = false,
    pending,
    error,
    onConfirm,
    onClose,
  } = props;
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      {...(props.onClosed && { onExitTransitionEnd: props.onClosed })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <Stack gap="md">
          {props.children}
          {error instanceof Error && <ErrorNotice error={error} title={props.failureTitle ?? 'That did not work'} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {cancelLabel}
            </Button>
            <Button type="submit" loading={pending} disabled={disabled} {...(isDangerous && { color: 'red.8' })}>
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
