import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import { describeWindow } from '@cloudapp/contracts/weekly-windows';
import { Text } from '@mantine/core';

interface UsualHoursNoteProps {
  readonly hours: NonNullable<MachineRules['usualHours']>;
}

/** What a new machine does besides running for as long as was chosen. */
export function UsualHoursNote({ hours }: UsualHoursNoteProps) {
  return (
    <Text size="sm" c="dimmed">
      After that it starts and stops by itself, {hours.windows.map(describeWindow).join('; ')}: the hours that
      administrators have set for new machines. You can change or remove them on its page.
    </Text>
  );
}
