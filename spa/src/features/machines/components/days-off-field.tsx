import { ActionIcon, TextInput } from '@mantine/core';
import { IconX } from '../../../components/icons.ts';
import classes from '../../../modules/machines/components/hours.module.css';
import { RowsField } from '../../../modules/machines/components/rows-field.tsx';
import type { DaysOff } from './hours-words.ts';

interface DaysOffFieldProps {
  readonly daysOff: readonly DaysOff[];
  readonly error: string | undefined;
  readonly fresh: () => DaysOff;
  readonly onChange: (daysOff: DaysOff[]) => void;
}

/** The contract has the same bound beside its schemas. */
const mostDaysOff = 20;

/** Days on which a machine is not started. */
export function DaysOffField({ daysOff, error, fresh, onChange }: DaysOffFieldProps) {
  return (
    <RowsField
      title="Vacation"
      addLabel="Add vacation"
      rows={daysOff}
      most={mostDaysOff}
      mayBeEmpty
      error={error}
      fresh={fresh}
      onChange={onChange}
    >
      {(row, number, { change, remove }) => (
        <li className={classes['row']} aria-label={`Vacation ${number}`}>
          <TextInput
            type="date"
            label="First day"
            size="xs"
            value={row.from}
            onChange={(event) => {
              change({ ...row, from: event.currentTarget.value });
            }}
          />
          <TextInput
            type="date"
            label="Last day"
            size="xs"
            value={row.to}
            onChange={(event) => {
              change({ ...row, to: event.currentTarget.value });
            }}
          />
          <ActionIcon variant="subtle" color="gray" aria-label={`Remove vacation ${number}`} onClick={remove}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </li>
      )}
    </RowsField>
  );
}
