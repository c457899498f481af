import type { Blueprint } from '@cloudapp/contracts/blueprint';
import { mostLaunchedAtOnce } from '@cloudapp/contracts/launch-limits';
import type { User } from '@cloudapp/contracts/user';
import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { formatCost, formatHourlyPrice } from '../../../lib/format/money.ts';
import { formatCount } from '../../../lib/format/size.ts';
import { formatHours } from '../../../lib/format/time.ts';
import type { LaunchFormValues } from './launch-form-values.ts';
import { patternProblem, previewOf, severalNames } from './several-names.ts';

interface SeveralWindowProps extends DialogProps<{ readonly pattern: string; readonly names: readonly string[] }> {
  readonly values: LaunchFormValues;
  readonly size: Blueprint['sizes'][number] | undefined;
  readonly quota: User['quota'] | undefined;
  readonly takenNames: readonly string[];
}

function roomIn(quota: User['quota'] | undefined): number {
  return quota ? Math.max(0, quota.limit - quota.used) : mostLaunchedAtOnce;
}

/** Asks how many machines the form is to make, and what they are called. */
export function SeveralWindow({ values, size, quota, takenNames, onConfirm, ...dialog }: SeveralWindowProps) {
  // What the quota has left, and no more than one request takes.
  const most = Math.min(mostLaunchedAtOnce, roomIn(quota));
  const [count, setCount] = useState(`${Math.min(2, most)}`);
  const [pattern, setPattern] = useState(values.name);
  const number = Number(count);
  const isCount = Number.isInteger(number) && number >= 1 && number <= most;
  const problem = patternProblem(pattern);
  const names = isCount && problem === null ? severalNames(pattern, number, takenNames) : [];
  return (
    <ConfirmDialog
      {...dialog}
      title="Launch several"
      confirmLabel={names.length > 0 ? `Launch ${formatCount(names.length, 'machine')}` : 'Launch'}
      disabled={names.length === 0}
      failureTitle="Not all machines were launched"
      onConfirm={() => {
        onConfirm({ pattern: pattern.trim(), names });
      }}
    >
      <TextInput
        type="number"
        inputMode="numeric"
        label="How many"
        description={`Your quota has room for ${formatCount(roomIn(quota), 'machine')}; at most ${mostLaunchedAtOnce} at once.`}
        min={1}
        max={most}
        data-autofocus
        value={count}
        error={isCount ? undefined : `Give a number from 1 to ${most}.`}
        onChange={(event) => {
          setCount(event.currentTarget.value);
        }}
      />
      <TextInput
        label="Name"
        description="Each gets a number at its end, or where you write #."
        autoComplete="off"
        spellCheck={false}
        value={pattern}
        error={problem}
        onChange={(event) => {
          setPattern(event.currentTarget.value);
        }}
      />
      <Preview names={names} pricePerHour={size?.costPerHour ?? 0} durationHours={values.durationHours} />
      <Text size="sm" c="dimmed">
        {values.keySource === 'new'
          ? 'One key opens all of them. It is made in this browser, and the page of each offers it until you have saved it.'
          : 'The key that you chose opens all of them.'}{' '}
        Size and time are those of the form.
      </Text>
    </ConfirmDialog>
  );
}

interface PreviewProps {
  readonly names: readonly string[];
  readonly pricePerHour: number;
  readonly durationHours: number;
}

/** The names, and what the machines cost together. */
function Preview({ names, pricePerHour, durationHours }: PreviewProps) {
  const price = pricePerHour * names.length;
  return (
    <Text size="sm" role="status">
      {names.length > 0 && (
        <>
          <b>{previewOf(names)}</b>
          <br />
          {formatHourlyPrice(price)} together, {formatCost(price * durationHours)} for {formatHours(durationHours)}
        </>
      )}
    </Text>
  );
}
