import { Drawer, Modal, type DrawerProps, type ModalProps } from '@mantine/core';
import { useEscape } from './use-escape.ts';

/** A window over the page. One press of Esc closes one. */
export function Dialog(props: ModalProps) {
  useEscape(props.opened, props.onClose);
  return <Modal {...props} closeOnEscape={false} />;
}

/** A window at the page's side. One press of Esc closes one. */
export function SideDialog(props: DrawerProps) {
  useEscape(props.opened, props.onClose);
  return <Drawer {...props} closeOnEscape={false} />;
}
