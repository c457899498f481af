import type { ConfirmWindowProps } from './confirm-window.tsx';
import { lazyDialog } from './lazy-dialog.tsx';

/** What a page hands to one of its dialogs; the dialog knows the words. */
export interface DialogProps<Answer = void> extends Pick<ConfirmWindowProps, 'opened' | 'pending' | 'onClose'> {
  readonly error?: unknown;
  readonly onConfirm: (answer: Answer) => void;
}

/** Asks before something that cannot be undone, saying what it does and to whom. */
export const ConfirmDialog = lazyDialog<ConfirmWindowProps>(
  async () => (await import('./confirm-window.tsx')).ConfirmWindow,
);
