import type { MachineHours, WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { timeZoneNames } from '../../../lib/time-zone.ts';
import { DaysOffField } from './days-off-field.tsx';
import { HolidayFields, type HolidayCountry } from '../../../modules/machines/components/holiday-fields.tsx';
import { WindowRowsField } from '../../../modules/machines/components/window-rows-field.tsx';
import { draftOf, faultsOf, hoursOf, type HoursDraft } from './hours-draft.ts';
import { proposedVacation } from './hours-words.ts';

export interface HoursWindowProps extends DialogProps<WeeklyHours> {
  readonly machineName: string;
  readonly hours: MachineHours | undefined;
  /** Empty until they are known. */
  readonly countries: readonly HolidayCountry[];
  /** By the server's clock, in milliseconds. */
  readonly now: number;
}

/** Asks at which hours of a week a machine is to run. */
export function HoursWindow({ machineName, hours, countries, now, onConfirm, ...rest }: HoursWindowProps) {
  const [draft, setDraft] = useState(() => draftOf(hours));
  const [isJudged, setIsJudged] = useState(false);
  const faults = faultsOf(draft);
  const shown = isJudged ? faults : {};
  const change = (part: Partial<HoursDraft>) => {
    setDraft({ ...draft, ...part });
  };
  return (
    <ConfirmDialog
      {...rest}
      title={`Hours of ${machineName}`}
      confirmLabel="Save hours"
      failureTitle="The hours were not saved"
      onConfirm={() => {
        setIsJudged(true);
        if (Object.keys(faults).length === 0) onConfirm(hoursOf(draft));
      }}
    >
      <Text size="sm">It is ready when a time begins, and is stopped when it ends.</Text>
      <WindowRowsField
        windows={draft.windows}
        error={shown.windows}
        onChange={(windows) => {
          change({ windows });
        }}
      />
      <NativeSelect
        label="Time zone"
        data={timeZoneNames(draft.zone)}
        value={draft.zone}
        onChange={(event) => {
          change({ zone: event.currentTarget.value });
        }}
      />
      <HolidayFields chosen={draft} countries={countries} onChange={change} />
      <DaysOffField
        daysOff={draft.daysOff}
        error={shown.daysOff}
        fresh={() => proposedVacation(draft.zone, now)}
        onChange={(daysOff) => {
          change({ daysOff });
        }}
      />
    </ConfirmDialog>
  );
}
