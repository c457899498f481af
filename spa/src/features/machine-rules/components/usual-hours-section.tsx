import { NativeSelect, Stack, Switch } from '@mantine/core';
import { Section } from '../../../components/section.tsx';
import { timeZoneNames } from '../../../lib/time-zone.ts';
import { HolidayFields, type HolidayCountry } from '../../../modules/machines/components/holiday-fields.tsx';
import { WindowRowsField } from '../../../modules/machines/components/window-rows-field.tsx';
import { faultOfUsualHours, type UsualHoursDraft } from './usual-hours-draft.ts';

interface UsualHoursSectionProps {
  readonly draft: UsualHoursDraft;
  readonly countries: readonly HolidayCountry[];
  readonly onChange: (draft: UsualHoursDraft) => void;
}

/** The hours of the week that new machines get. */
export function UsualHoursSection({ draft, countries, onChange }: UsualHoursSectionProps) {
  const change = (part: Partial<UsualHoursDraft>) => {
    onChange({ ...draft, ...part });
  };
  return (
    <Section
      title="Hours of new machines"
      description="They start and stop by themselves at these hours. Owners can change or remove them on the machine’s page."
    >
      <Stack gap="md">
        <Switch
          label="Give new machines hours"
          checked={draft.isOn}
          onChange={(event) => {
            change({ isOn: event.currentTarget.checked });
          }}
        />
        {draft.isOn && (
          <Stack gap="md" maw="34rem">
            <WindowRowsField
              windows={draft.windows}
              error={faultOfUsualHours(draft)}
              onChange={(windows) => {
                change({ windows });
              }}
            />
            <HolidayFields chosen={draft} countries={countries} onChange={change} />
            <NativeSelect
              label="Time zone"
              description="For people whose own is not known. Others get these hours where they are."
              data={timeZoneNames(draft.zone)}
              value={draft.zone}
              onChange={(event) => {
                change({ zone: event.currentTarget.value });
              }}
            />
          </Stack>
        )}
      </Stack>
    </Section>
  );
}
