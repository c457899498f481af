import type { Instance } from '@cloudapp/contracts/instance';
import type { MachineHours } from '@cloudapp/contracts/weekly-hours';
import { describeWindow } from '@cloudapp/contracts/weekly-windows';
import { ActionIcon, Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconX } from '../../../components/icons.ts';
import { Section } from '../../../components/section.tsx';
import classes from '../../../modules/machines/components/hours.module.css';
import {
  calendarInWords,
  daysOffInWords,
  nextInWords,
  quickBreaks,
  sourceInWords,
  type DaysOff,
} from './hours-words.ts';

interface HoursSectionProps {
  readonly machine: Instance;
  /** By the server's clock, in milliseconds. */
  readonly now: number;
  readonly isPending: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onAddDaysOff: (daysOff: DaysOff) => void;
  readonly onRemoveDaysOff: (daysOff: DaysOff) => void;
  readonly onCalendar: (file: File) => void;
  readonly onFollow: () => void;
  readonly onRemoveCalendar: () => void;
}

/** At which hours a machine runs, and what comes of that next. */
export function HoursSection(props: HoursSectionProps) {
  const { machine, isPending, onEdit, onRemove, onCalendar, onFollow } = props;
  const { hours } = machine;
  if (hours === undefined) {
    return (
      <Section
        title="Hours"
        description="It can start and stop by itself at hours of the week, and costs its disk alone in between."
      >
        <Button variant="default" size="xs" onClick={onEdit}>
          Set hours
        </Button>
      </Section>
    );
  }
  return (
    <Section title="Hours">
      <Stack gap="sm">
        <HoursInWords {...props} hours={hours} />
        <Group gap="xs">
          <Button variant="default" size="xs" disabled={isPending} onClick={onEdit}>
            Change hours
          </Button>
          <FileButton
            accept=".ics,text/calendar"
            inputProps={{ 'aria-label': 'Calendar file (.ics)' }}
            onChange={(file) => {
              if (file) onCalendar(file);
            }}
          >
            {(button) => (
              <Button {...button} variant="default" size="xs" disabled={isPending}>
                {hours.calendar ? 'Other calendar' : 'Days off from a calendar'}
              </Button>
            )}
          </FileButton>
          <Button variant="default" size="xs" disabled={isPending} onClick={onFollow}>
            Calendar at an address
          </Button>
          <Button variant="subtle" color="gray" size="xs" disabled={isPending} onClick={onRemove}>
            Remove hours
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

interface HoursInWordsProps extends HoursSectionProps {
  readonly hours: MachineHours;
}

function HoursInWords(props: HoursInWordsProps) {
  const { machine, hours, now, isPending, onAddDaysOff, onRemoveDaysOff, onRemoveCalendar } = props;
  const breaks = quickBreaks(hours, now);
  const { windows, holidays, calendar, daysOff, zone } = hours;
  return (
    <>
      <Text size="sm" fw={500}>
        {nextInWords(machine, hours, now)}
      </Text>
      <ul className={classes['list']} aria-label="Its hours">
        {windows.map((window) => (
          <li key={describeWindow(window)}>{describeWindow(window)}</li>
        ))}
        {holidays && <li>Not on public holidays ({[holidays.country, holidays.region].filter(Boolean).join('-')})</li>}
        {calendar && (
          <li>
            {calendarInWords(calendar)}
            <RemoveButton label={`Forget ${calendar.name}`} isPending={isPending} onRemove={onRemoveCalendar} />
            {calendar.source && (
              <Text size="xs" c={calendar.source.failedSince ? 'red' : 'dimmed'}>
                {sourceInWords(calendar.source, zone, now)}
              </Text>
            )}
          </li>
        )}
        {daysOff.map((one) => (
          <li key={`${one.from} ${one.to}`}>
            Not started {daysOffInWords(one, zone, now)}
            <RemoveButton
              label={`Start it again, ${daysOffInWords(one, zone, now)}`}
              isPending={isPending}
              onRemove={() => {
                onRemoveDaysOff(one);
              }}
            />
          </li>
        ))}
      </ul>
      {breaks.length > 0 && (
        <Group gap="xs">
          {breaks.map(({ label, daysOff: more }) => (
            <Button
              key={label}
              variant="default"
              size="xs"
              disabled={isPending}
              onClick={() => {
                onAddDaysOff(more);
              }}
            >
              {label}
            </Button>
          ))}
        </Group>
      )}
    </>
  );
}

interface RemoveButtonProps extends Pick<HoursSectionProps, 'isPending'> {
  readonly label: string;
  readonly onRemove: () => void;
}

function RemoveButton({ label, isPending, onRemove }: RemoveButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} disabled={isPending} onClick={onRemove}>
      <IconX size={14} aria-hidden />
    </ActionIcon>
  );
}
