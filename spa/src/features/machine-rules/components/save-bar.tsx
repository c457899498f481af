import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Tried } from '../api/rehearsal.ts';

interface SaveBarProps {
  /** What the button says. */
  readonly label: string;
  /** What was typed, as long as it can be saved. */
  readonly tried: Tried | undefined;
  readonly isStricter: boolean;
  readonly pending: boolean;
  readonly outcome: ReactNode;
  /** Shows what something would have done. */
  readonly rehearsalOf: (tried: Tried) => ReactNode;
  readonly onSave: () => void;
}

/** Saves what was typed. Of what is stricter it first shows what it would have done in the last 30 days, once. */
export function useSaveBar({ label, tried, isStricter, pending, outcome, rehearsalOf, onSave }: SaveBarProps) {
  const [shown, setShown] = useState<string>();
  const [hasAsked, setHasAsked] = useState(false);
  const text = JSON.stringify(tried);
  const look = () => {
    setShown(text);
  };
  const submit = () => {
    if (tried === undefined) return;
    if (!isStricter || hasAsked || shown !== undefined) {
      onSave();
      return;
    }
    setHasAsked(true);
    look();
  };
  const bar = (
    <>
      {tried !== undefined && shown === text && rehearsalOf(tried)}
      {hasAsked && !pending && (
        <Text size="sm" role="status">
          Nothing is saved yet. Look at what it would have done, then save.
        </Text>
      )}
      {outcome}
      <Group justify="flex-end">
        <Button type="button" variant="default" disabled={tried === undefined || shown === text} onClick={look}>
          Try on the last 30 days
        </Button>
        <Button type="submit" loading={pending} disabled={tried === undefined}>
          {label}
        </Button>
      </Group>
    </>
  );
  return { bar, submit };
}
