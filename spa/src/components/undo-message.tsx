import { Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, type FocusEvent } from 'react';
import { modifierKey } from '../lib/modifier-key.ts';
import { useNow } from '../lib/use-now.ts';

interface UndoMessageProps {
  readonly text: string;
  /** How long it can be taken back in all, and until when by the server's clock, in milliseconds. */
  readonly seconds: number;
  readonly until: number;
  readonly onUndo: () => void;
}

const shortcut = `${modifierKey} Z`;

/** What is about to happen, how soon, and a button against it. The focus goes back to where it came from. */
export function UndoMessage({ text, seconds, until, onUndo }: UndoMessageProps) {
  return (
    <Stack gap={6}>
      <Text size="sm">{text}</Text>
      <Group gap="sm" {...useFocusReturn()}>
        <Button size="xs" variant="default" aria-keyshortcuts="Control+Z Meta+Z" onClick={onUndo}>
          Undo
        </Button>
        <Countdown seconds={seconds} until={until} />
      </Group>
    </Stack>
  );
}

/** Counts for the eye alone: read out, each second would be news. */
function Countdown({ seconds, until }: Pick<UndoMessageProps, 'seconds' | 'until'>) {
  const now = useNow();
  const left = Math.min(seconds, Math.max(0, Math.ceil((until - now) / 1000)));
  return (
    <>
      <Text size="sm" c="dimmed" aria-hidden>
        or {shortcut}, for {left} s
      </Text>
      <VisuallyHidden>
        or press {shortcut}, within {seconds} seconds
      </VisuallyHidden>
    </>
  );
}

function useFocusReturn() {
  const cameFrom = useRef<Element>(undefined);
  useEffect(
    () => () => {
      if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
    },
    [],
  );
  return {
    onFocus: ({ relatedTarget }: FocusEvent) => {
      cameFrom.current = relatedTarget ?? undefined;
    },
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) cameFrom.current = undefined;
    },
  };
}
