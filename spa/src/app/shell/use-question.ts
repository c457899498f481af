import { useEffect, useState } from 'react';
import type { Question } from '../../lib/api/question.ts';
import { byServerClock } from '../../lib/server-clock.ts';

interface Asked<A> {
  /** Another one for each time that it is asked. */
  readonly number: number;
  /** When the last answer was refused, by the server's clock, in milliseconds. */
  readonly failedAt: number;
  /** What its window needs. */
  readonly dialog: {
    readonly opened: boolean;
    readonly pending: boolean;
    readonly error: unknown;
    readonly onConfirm: (answer: A) => void;
    readonly onCancel: () => void;
  };
}

interface State {
  readonly pending: boolean;
  readonly error: unknown;
  readonly failedAt: number;
}

const fresh: State = { pending: false, error: undefined, failedAt: 0 };

/** Puts a question, which `prove` says is answered or not yet; undefined until it is asked for the first time. */
export function useQuestion<A>(question: Question, prove: (answer: A) => Promise<boolean>): Asked<A> | undefined {
  const [asked, setAsked] = useState<{ answer: (isGiven: boolean) => void; number: number }>();
  const [opened, setOpened] = useState(false);
  const [state, setState] = useState<State>(fresh);

  useEffect(
    () =>
      question.askWith({
        ask: () =>
          new Promise((answer) => {
            setState(fresh);
            setAsked((last) => ({ answer, number: (last?.number ?? 0) + 1 }));
            setOpened(true);
          }),
        close: () => {
          setOpened(false);
        },
      }),
    [question],
  );

  if (asked === undefined) return undefined;
  const end = (isGiven: boolean) => {
    setOpened(false);
    asked.answer(isGiven);
  };
  const onConfirm = (answer: A) => {
    setState((last) => ({ ...last, pending: true }));
    prove(answer).then(
      (isEnough) => {
        setState(fresh);
        if (isEnough) end(true);
      },
      (error: unknown) => {
        setState({ pending: false, error, failedAt: byServerClock(Date.now()) });
      },
    );
  };
  const onCancel = () => {
    end(false);
  };
  const { failedAt, ...shown } = state;
  return { number: asked.number, failedAt, dialog: { opened, ...shown, onConfirm, onCancel } };
}
