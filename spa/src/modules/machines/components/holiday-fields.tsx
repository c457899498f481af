import { NativeSelect } from '@mantine/core';
import classes from './hours.module.css';

/** A country whose holidays are known, and its regions. */
export interface HolidayCountry {
  readonly country: string;
  readonly name: string;
  readonly regions: readonly { readonly region: string; readonly name: string }[];
}

/** Whose holidays count; empty where those of no country do, or of the whole country. */
interface ChosenHolidays {
  readonly country: string;
  readonly region: string;
}

interface HolidayFieldsProps {
  readonly chosen: ChosenHolidays;
  readonly countries: readonly HolidayCountry[];
  readonly onChange: (chosen: ChosenHolidays) => void;
}

/** Asks on whose public holidays machines are not started. */

export function HolidayFields({ chosen: { country, region }, countries, onChange }: HolidayFieldsProps) {
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
            onChange({ country, region: event.currentTarget.value });
          }}
        />
      )}
    </div>
  );
}
