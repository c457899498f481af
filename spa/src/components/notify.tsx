import type { NotificationData } from '@mantine/notifications';
import { explainError } from './error-notice.tsx';
import { IconAlertCircle, IconCheck } from './icons.ts';

/** The messages' code arrives apart from the first load; without a connection for it there is nothing to show them with. */
function show(message: NotificationData): void {
  import('@mantine/notifications').then(
    ({ notifications }) => notifications.show({ closeButtonProps: { 'aria-label': 'Dismiss' }, ...message }),
    () => undefined,
  );
}

/** Confirms something that cannot be seen otherwise. */
export function notifyDone(message: string): void {
  show({ message, color: 'teal', icon: <IconCheck size={18} aria-hidden />, role: 'status' });
}

/** Says that something failed which has no place of its own on the page. */
export function notifyFailure(title: string, error: unknown): void {
  show({
    title,
    message: explainError(error),
    color: 'red',
    icon: <IconAlertCircle size={18} aria-hidden />,
    autoClose: 12_000,
    role: 'alert',
  });
}
