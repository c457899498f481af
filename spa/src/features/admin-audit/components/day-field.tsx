import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { isCalendarDay } from '../../../lib/calendar-day.ts';

interface DayFieldProps {
  readonly label: string;
  /** Empty where no day is chosen. */
  readonly value: string;
  /** The first and the last that may be chosen; empty where any may. */
  readonly min: string;
  readonly max: string;
  /** Called with a day that may be chosen, or nothing. */
  readonly onChange: (day: string) => void;
}

/** A day, typed or picked. What is half typed changes nothing. */
export function DayField({ label, value, min, max, onChange }: DayFieldProps) {
  const [text, setText] = useState(value);
  const [followed, setFollowed] = useState(value);
  const [isLeft, setIsLeft] = useState(false);
  if (value !== followed) {
    setFollowed(value);
    setText(value);
  }
  const fault = faultOf(text, min, max);
  return (
    <TextInput
      type="date"
      label={label}
      w={{ base: 'calc(50% - 0.375rem)', xs: 160 }}
      value={text}
      min={min === '' ? undefined : min}
      max={max === '' ? undefined : max}
      error={isLeft && fault}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        setIsLeft(false);
        if (typed === '' || faultOf(typed, min, max) === undefined) onChange(typed);
      }}
      onBlur={() => {
        setIsLeft(true);
      }}
    />
  );
}

/** Before that the years are of somebody who is still typing one. */
const earliest = '2000-01-01';

function faultOf(text: string, min: string, max: string): string | undefined {
  if (text === '') return undefined;
  if (!isCalendarDay(text) || text < earliest) return 'No such day in the log';
  if (min !== '' && text < min) return 'Before the first day';
  return max !== '' && text > max ? 'After the last day' : undefined;
}
