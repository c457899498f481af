import { useState } from 'react';

interface Request<I> {
  readonly pending: boolean;
  readonly error: unknown;
  /** What was sent last. */
  readonly sent: I | undefined;
  readonly send: (input: I) => void;
  /** Forgets what went wrong. */
  readonly reset: () => void;
}

/** One request at a time with its outcome. The pages before the door do without the query cache: it would double their weight. */
export function useRequest<I>(run: (input: I) => Promise<void>): Request<I> {
  const [state, setState] = useState<Pick<Request<I>, 'pending' | 'error' | 'sent'>>({
    pending: false,
    error: undefined,
    sent: undefined,
  });
  const send = (input: I) => {
    setState(({ error }) => ({ pending: true, error, sent: input }));
    run(input).then(
      () => {
        setState({ pending: false, error: undefined, sent: input });
      },
      (error: unknown) => {
        setState({ pending: false, error, sent: input });
      },
    );
  };
  const reset = () => {
    setState({ pending: false, error: undefined, sent: undefined });
  };
  return { ...state, send, reset };
}
