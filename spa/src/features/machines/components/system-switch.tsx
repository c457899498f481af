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
const phone = { value: 'phone', label: 'Phone or tablet' } as const;
const systems = [unix, windows, phone];

/** For which computer commands are shown; the reader's own stands first. */
export function SystemSwitch({ what, system, onSystem }: SystemSwitchProps) {
  const own = systemOf(navigator);
  return (
    <SegmentedControl
      aria-label={`${what} for`}
      size="xs"
      w={510}
      maw="100%"
      styles={{ label: { display: 'grid', height: '100%', placeContent: 'center', whiteSpace: 'normal' } }}
      value={system}
      data={[...systems.filter(({ value }) => value === own), ...systems.filter(({ value }) => value !== own)]}
      onChange={onSystem}
    />
  );
}
