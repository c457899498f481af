import type { ReactNode } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { useMedia } from '../../../lib/use-media.ts';

interface ImportDialogProps {
  readonly opened: boolean;
  /** Whether something would be lost by a click beside it. */
  readonly isBegun: boolean;
  readonly onClose: () => void;
  readonly onClosed: () => void;
  readonly children: ReactNode;
}

export function ImportDialog({ opened, isBegun, onClose, onClosed, children }: ImportDialogProps) {
  const isPhone = useMedia('(max-width: 48em)');
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={onClosed}
      closeOnClickOutside={!isBegun}
      title="Import users"
      centered
      size={720}
      fullScreen={isPhone}
    >
      {children}
    </Dialog>
  );
}
