import { Switch } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../../../components/section.tsx';
import { areShortcutsOn, switchShortcuts } from '../../../lib/shortcut-setting.ts';

/** Single letters as shortcuts get in the way of people who speak to their browser. */
export function ShortcutsSection() {
  const [on, setOn] = useState(areShortcutsOn);
  return (
    <Section title="Keyboard">
      <Switch
        label="Single-key shortcuts"
        description="“c” on a machine’s page copies its ssh command. Kept in this browser."
        checked={on}
        onChange={(event) => {
          setOn(event.currentTarget.checked);
          switchShortcuts(event.currentTarget.checked);
        }}
      />
    </Section>
  );
}
