import type { MachineHours, WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { DaysOffField } from './days-off-field.tsx';
import { draftOf, faultsOf, hoursOf, zonesWith, type HoursDraft } from './hours-draft.ts';
import { proposedVacation } from './hours-words.ts';
import { WindowRowsField } from './window-rows-field.tsx';
import classes from './hours.module.css';

/** A country whose holidays are known, and its regions. */
interface HolidayCountry {
  readonly country: string;
  readonly name: string;
  readonly regions: readonly { readonly region: string; readonly name: string }[];
}

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
        data={zonesWith(draft.zone)}
        value={draft.zone}
        onChange={(event) => {
          change({ zone: event.currentTarget.value });
        }}
      />
      <HolidayFields draft={draft} countries={countries} onChange={change} />
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

interface HolidayFieldsProps {
  readonly draft: HoursDraft;
  readonly countries: readonly HolidayCountry[];
  readonly onChange: (part: Partial<HoursDraft>) => void;
}

function HolidayFields({ draft: { country, region }, countries, onChange }: HolidayFieldsProps) {
  const regions = countries.find((one) => one.country === country)?.regions ?? [];
  // What is chosen is there before the others are known.
  const known = countries.length > 0 || country === '' ? countries : [{ country, name: country }];
  return (
    <div className={classes['pair']}>
      <NativeSelect
        label="Not on public holidays of"
        data={[{ value: '', label: 'No country' }, ...known.map((one) => ({ value: one.country, label: one.name }))]}
        value={country}
        onChange={(event) => {
          onChange({ country: event.currentTarget.value, region: '' });
        }}
      />
      {regions.length > 0 && (
        <NativeSelect
          label="Region"
          data={[
            { value: '', label: 'Whole country' },
            ...regions.map((one) => ({ value: one.region, label: one.name })),
          ]}
          value={region}
          onChange={(event) => {
            onChange({ region: event.currentTarget.value });
          }}
        />
      )}
    </div>
  );
}
