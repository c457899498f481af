import { passesMidnight, weekdays, type Weekday } from '@cloudapp/contracts/weekly-windows';
import { ActionIcon, Chip, Text, TextInput } from '@mantine/core';
import { IconX } from '../../../components/icons.ts';
import { officeWindow, type WindowDraft } from './week-draft.ts';
import { RowsField } from './rows-field.tsx';
import classes from './hours.module.css';

interface WindowRowsFieldProps {
  readonly windows: readonly WindowDraft[];
  readonly error: string | undefined;
  readonly onChange: (windows: WindowDraft[]) => void;
}

/** The contract has the same bound beside its schemas. */
const mostWindows = 14;

/** The times of a week at which a machine runs. */
export function WindowRowsField({ windows, error, onChange }: WindowRowsFieldProps) {
  return (
    <RowsField
      title="Times"
      addLabel="Add time"
      rows={windows}
      most={mostWindows}
      error={error}
      fresh={() => ({ ...officeWindow, days: [] })}
      onChange={onChange}
    >
      {(window, number, { change, remove }) => (
        <WindowRow window={window} number={number} onChange={change} onRemove={remove} />
      )}
    </RowsField>
  );
}

interface WindowRowProps {
  readonly window: WindowDraft;
  readonly number: number;
  readonly onChange: (window: WindowDraft) => void;
  /** Absent of the only one. */
  readonly onRemove: (() => void) | undefined;
}

const shortNames: Readonly<Record<Weekday, string>> = {
  mon: 'Mo',
  tue: 'Tu',
  wed: 'We',
  thu: 'Th',
  fri: 'Fr',
  sat: 'Sa',
  sun: 'Su',
};
const names: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

function WindowRow({ window, number, onChange, onRemove }: WindowRowProps) {
  const { days, from, to } = window;
  const isOvernight = from !== '' && to !== '' && passesMidnight(window);
  return (
    <li className={classes['row']} aria-label={`Time ${number}`}>
      <div className={classes['days']} role="group" aria-label="Days">
        {weekdays.map((day) => (
          <Chip
            key={day}
            size="xs"
            aria-label={names[day]}
            checked={days.includes(day)}
            onChange={(isChosen) => {
              onChange({ ...window, days: isChosen ? [...days, day] : days.filter((other) => other !== day) });
            }}
          >
            {shortNames[day]}
          </Chip>
        ))}
      </div>
      <TextInput
        type="time"
        label="From"
        size="xs"
        value={from}
        onChange={(event) => {
          onChange({ ...window, from: event.currentTarget.value });
        }}
      />
      <TextInput
        type="time"
        label="To"
        size="xs"
        value={to}
        onChange={(event) => {
          onChange({ ...window, to: event.currentTarget.value });
        }}
      />
      {onRemove && (
        <ActionIcon variant="subtle" color="gray" aria-label={`Remove time ${number}`} onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
      {isOvernight && (
        <Text size="xs" c="dimmed" className={classes['days'] ?? ''}>
          Until {to} of the next day.
        </Text>
      )}
    </li>
  );
}
