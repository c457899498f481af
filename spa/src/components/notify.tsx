import { notifications } from '@mantine/notifications';
import { explainError } from './error-notice.tsx';
import { IconAlertCircle, IconCheck } from './icons.ts';

const closeButtonProps = { 'aria-label': 'Dismiss' };

/** Confirms something that cannot be seen otherwise. */
export function notifyDone(message: string): void {
  notifications.show({
    message,
    color: 'teal',
    icon: <IconCheck size={18} aria-hidden />,
    role: 'status',
    closeButtonProps,
  });
}

/** Says that something failed which has no place of its own on the page. */
export function notifyFailure(title: string, error: unknown): void {
  notifications.show({
    title,
    message: explainError(error),
    color: 'red',
    icon: <IconAlertCircle size={18} aria-hidden />,
    autoClose: 12_000,
    role: 'alert',
    closeButtonProps,
  });
}
