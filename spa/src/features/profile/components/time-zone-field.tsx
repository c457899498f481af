import { Button, NativeSelect, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { browserTimeZone, timeZoneNames } from '../../../lib/time-zone.ts';

interface TimeZoneFieldProps {
  readonly value: string;
  readonly pending: boolean;
  readonly onChange: (timeZone: string) => void;
}

/** In which time zone e-mails tell times. */
export function TimeZoneField({ value, pending, onChange }: TimeZoneFieldProps) {
  const here = browserTimeZone();
  const names = useMemo(() => timeZoneNames(value, here), [value, here]);
  return (
    <Stack gap="xs" align="flex-start">
      <NativeSelect
        label="Times in e-mails"
        w="100%"
        data={names.map((name) => ({ value: name, label: name.replaceAll('_', ' ') }))}
        value={value}
        disabled={pending}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
      {here !== value && (
        <Button
          variant="default"
          size="xs"
          loading={pending}
          onClick={() => {
            onChange(here);
          }}
        >
          Use this browser’s: {here.replaceAll('_', ' ')}
        </Button>
      )}
    </Stack>
  );
}
