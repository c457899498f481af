import { Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { TextField } from '../../../components/text-field.tsx';

interface CalendarWindowProps extends DialogProps<string> {
  readonly machineName: string;
}

/** Asks at which address a calendar is that a machine is to follow. */
export function CalendarWindow({ machineName, onConfirm, ...rest }: CalendarWindowProps) {
  const [address, setAddress] = useState('');
  const [isJudged, setIsJudged] = useState(false);
  const fault = URL.canParse(address)
    ? undefined
    : 'Enter the address of a calendar, such as https://example.org/days.ics';
  return (
    <ConfirmDialog
      {...rest}
      title={`Calendar for ${machineName}`}
      confirmLabel="Follow calendar"
      failureTitle="The calendar was not taken"
      onConfirm={() => {
        setIsJudged(true);
        if (fault === undefined) onConfirm(address);
      }}
    >
      <Text size="sm">
        Its whole days become days on which the machine is not started. It is fetched now, and again each day.
      </Text>
      <TextField
        label="Address of the calendar (.ics)"
        description="Must begin with https:// and be on the internet. People see the site’s name, and not the rest of it."
        inputMode="url"
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        value={address}
        error={isJudged ? fault : undefined}
        onChange={(text) => {
          setAddress(text.trim());
        }}
      />
    </ConfirmDialog>
  );
}
