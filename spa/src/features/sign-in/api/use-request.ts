import { useState } from 'react';

interface Request<I> {
  readonly pending: boolean;
  readonly error: unknown;
  readonly send: (input: I) => void;
}

/** One request at a time with its outcome. The pages before the door do without the query cache: it would double their weight. */
export function useRequest<I>(run: (input: I) => Promise<void>): Request<I> {
  const [state, setState] = useState<{ pending: boolean; error: unknown }>({ pending: false, error: undefined });
  const send = (input: I) => {
    setState(({ error }) => ({ pending: true, error }));
    run(input).then(
      () => {
        setState({ pending: false, error: undefined });
      },
      (error: unknown) => {
        setState({ pending: false, error });
      },
    );
  };
  return { ...state, send };
}
