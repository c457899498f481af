import { Button, Group, Text } from '@mantine/core';
import { IconCircleCheck, IconDownload } from '../../../components/icons.ts';
import type { ProofDays } from '../api/proof.ts';
import { DayField } from './day-field.tsx';

interface ProofFormProps {
  readonly days: ProofDays;
  /** The last day that there can be. */
  readonly today: string;
  readonly isRunning: boolean;
  readonly addresses: { readonly jsonl: string; readonly csv: string };
  readonly onChange: (days: ProofDays) => void;
  readonly onStart: () => void;
  readonly onStop: () => void;
}

/** Which days, and what is to be done with them. */
export function ProofForm({ days, today, isRunning, addresses, onChange, onStart, onStop }: ProofFormProps) {
  const { from, to } = days;
  return (
    <>
      <Group gap="sm" align="flex-start">
        <DayField
          label="From"
          value={from}
          min=""
          max={to}
          onChange={(day) => {
            if (day !== '') onChange({ from: day, to });
          }}
        />
        <DayField
          label="To"
          value={to}
          min={from}
          max={today}
          onChange={(day) => {
            if (day !== '') onChange({ from, to: day });
          }}
        />
      </Group>
      <Group gap="sm">
        <Button leftSection={<IconCircleCheck size={16} aria-hidden />} loading={isRunning} onClick={onStart}>
          Verify
        </Button>
        {isRunning && (
          <Button variant="default" onClick={onStop}>
            Stop
          </Button>
        )}
        <Button
          variant="default"
          component="a"
          href={addresses.jsonl}
          download
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Export with proof
        </Button>
        <Button
          variant="default"
          component="a"
          href={addresses.csv}
          download
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Export as CSV
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        Days are those of UTC, since the log is signed by them. An export with proof (JSON Lines) can be verified
        offline, with the public key alone.
      </Text>
    </>
  );
}
