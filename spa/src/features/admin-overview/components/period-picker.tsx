import type { Period } from '@cloudapp/contracts/stats';
import { SegmentedControl } from '@mantine/core';
import { periods } from './periods.ts';

interface PeriodPickerProps {
  readonly period: Period;
  readonly onChange: (period: Period) => void;
}

export function PeriodPicker({ period, onChange }: PeriodPickerProps) {
  return (
    <SegmentedControl
      aria-label="Period"
      value={period}
      onChange={(value) => {
        onChange(value);
      }}
      data={periods.map(({ value, label }) => ({ value, label }))}
    />
  );
}
