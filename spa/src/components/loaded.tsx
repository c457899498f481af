import type { ReactNode } from 'react';
import { ErrorNotice } from './error-notice.tsx';
import { LoadFailure } from './load-failure.tsx';

interface LoadedProps<T> {
  /** What was asked for, as far as it has come. */
  readonly query: { readonly data: T | undefined; readonly error: unknown; readonly refetch: () => unknown };
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
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return skeleton;
  if (failure === undefined) return null;
  const Failure = isPart ? ErrorNotice : LoadFailure;
  return <Failure error={query.error} title={failure} onRetry={() => void query.refetch()} />;
}
