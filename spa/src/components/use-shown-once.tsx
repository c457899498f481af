import { Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useStay } from '../lib/use-stay.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface ShownOnceOptions {
  /** Whether it is on the screen now. */
  readonly isShown: boolean;
  /** What would be lost, with its article: "the link". */
  readonly what: string;
  /** How one comes by it when it is lost after all, in a sentence. */
  readonly wayBack: string;
  readonly onClose: () => void;
}

interface ShownOnce {
  /** For every way to close, and to go on to something else: asks as long as nothing was copied or saved. */
  readonly leave: (go?: () => void) => void;
  /** It was copied or saved. */
  readonly noteTaken: () => void;
  /** It gives way to something else that is not shown yet. */
  readonly startOver: () => void;
  /** To be rendered beside what is shown. */
  readonly question: ReactNode;
}

/** For what is shown once and kept nowhere: no key, click or step back takes it away before it was copied or saved. */
export function useShownOnce({ isShown, what, wayBack, onClose }: ShownOnceOptions): ShownOnce {
  const [isTaken, setTaken] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [next, setNext] = useState<() => void>(() => onClose);
  const isAtRisk = isShown && !isTaken;
  const ask = (go: () => void) => {
    setNext(() => go);
    setAsking(true);
  };
  useStay(isAtRisk, () => {
    ask(onClose);
  });
  return {
    leave: (go = onClose) => {
      if (isAtRisk) ask(go);
      else go();
    },
    noteTaken: () => {
      setTaken(true);
    },
    startOver: () => {
      setTaken(false);
    },
    question: (
      <ConfirmDialog
        opened={isAsking}
        title={`Close without ${what}?`}
        confirmLabel="Close anyway"
        isDangerous
        pending={false}
        onClose={() => {
          setAsking(false);
        }}
        onConfirm={() => {
          setAsking(false);
          next();
        }}
      >
        <Text size="sm">Nothing of it was copied or saved yet, and nobody can see it again. {wayBack}</Text>
      </ConfirmDialog>
    ),
  };
}
