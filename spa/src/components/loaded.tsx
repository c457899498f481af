import { useState, type ReactNode } from 'react';
import { ErrorNotice } from './error-notice.tsx';
import { LoadFailure } from './load-failure.tsx';

interface LoadedProps<T> {
  /** What was asked for, as far as it has come. */
  readonly query: {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly errorUpdateCount: number;
    readonly refetch: () => unknown;
  };
  /** What could not be loaded; says nothing where another part of the page says it already. */
  readonly failure: string | undefined;
  /** The shape of what is on its way. */
  readonly skeleton: ReactNode;
  /** Whether the rest of the page makes sense without it. */
  readonly isPart?: boolean;
  readonly children: (data: T) => ReactNode;
}

/** Something that comes, or fails, by itself. */
export function Loaded<T>({ query, failure, skeleton, isPart = false, children }: LoadedProps<T>): ReactNode {
  // A failure is said until it has passed, also while the page looks whether it has.
  const [said, say] = useState<unknown>();
  if (query.error && query.error !== said) say(query.error);
  if (query.data !== undefined) return children(query.data);
  const error = query.error ?? (query.errorUpdateCount > 0 ? said : undefined);
  if (!error) return skeleton;
  if (failure === undefined) return null;
  const retry = () => {
    void query.refetch();
    say(undefined);
  };
  const Failure = isPart ? ErrorNotice : LoadFailure;
  return <Failure error={error} title={failure} onRetry={retry} />;
}
