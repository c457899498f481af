import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Dialog } from '../../../components/dialog.tsx';

interface ImportDialogProps {
  readonly opened: boolean;
  /** Whether something would be lost by a click beside it. */
  readonly isBegun: boolean;
  readonly onClose: () => void;
  readonly onClosed: () => void;
  readonly children: ReactNode;
}

export function ImportDialog({ opened, isBegun, onClose, onClosed, children }: ImportDialogProps) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
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
