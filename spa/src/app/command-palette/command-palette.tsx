interface P {
  readonly opened: boolean;
  readonly onClose: () => void;
}
export function CommandPalette(_: P) {
  return null;
}
