import type { ConfirmWindowProps } from './confirm-window.tsx';
import { lazyDialog } from './lazy-dialog.tsx';

/** Asks before something that cannot be undone, saying what it does and to whom. */
export const ConfirmDialog = lazyDialog<ConfirmWindowProps>(
  async () => (await import('./confirm-window.tsx')).ConfirmWindow,
);
