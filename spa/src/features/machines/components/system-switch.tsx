import { SegmentedControl } from '@mantine/core';
import { systemOf, type ReaderSystem } from '../../../lib/reader-system.ts';

interface SystemSwitchProps {
  /** What is shown for it: "Commands to log in". */
  readonly what: string;
  readonly system: ReaderSystem;
  readonly onSystem: (system: ReaderSystem) => void;
}

const windows = { value: 'windows', label: 'Windows (PowerShell)' } as const;
const unix = { value: 'unix', label: 'macOS and Linux' } as const;

/** For which computer commands are shown; the reader's own stands first. */
export function SystemSwitch({ what, system, onSystem }: SystemSwitchProps) {
  return (
    <SegmentedControl
      aria-label={`${what} for`}
      size="xs"
      maw="100%"
      styles={{ label: { whiteSpace: 'normal' } }}
      value={system}
      data={systemOf(navigator.userAgent) === 'windows' ? [windows, unix] : [unix, windows]}
      onChange={onSystem}
    />
  );
}
