import { Switch } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../../../components/section.tsx';
import { areShortcutsOn, switchShortcuts } from '../../../lib/shortcut-setting.ts';

export function ShortcutsSection() {
  const [on, setOn] = useState(areShortcutsOn);
  return (
    <Section title="Keyboard">
      <Switch
        label="Single-key shortcuts"
        description="“c” on a machine’s page copies its ssh command. Switch off if you control the browser by voice. Kept in this browser."
        checked={on}
        onChange={(event) => {
          setOn(event.currentTarget.checked);
          switchShortcuts(event.currentTarget.checked);
        }}
      />
    </Section>
  );
}
