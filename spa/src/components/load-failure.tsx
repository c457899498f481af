import type { ReactNode } from 'react';
import { hasCode } from '../lib/api/api-error.ts';
import { ErrorNotice } from './error-notice.tsx';
import { StatePage } from './state-page.tsx';
import { offline } from './states-at-hand.ts';
import { noPermission, notFound } from './states.ts';

interface LoadFailureProps {
  readonly error: unknown;
  readonly title: string;
  readonly onRetry: () => void;
}

/** In place of what could not be loaded: a page of its own where the reason needs one, else a notice with a retry. */
export function LoadFailure({ error, title, onRetry }: LoadFailureProps): ReactNode {
  if (hasCode(error, 'not-found', 'invalid-request')) return <StatePage state={notFound} />;
  if (hasCode(error, 'administrator-required')) return <StatePage state={noPermission} />;
  if (hasCode(error, 'offline')) return <StatePage state={offline} onRetry={onRetry} />;
  return <ErrorNotice error={error} title={title} onRetry={onRetry} />;
}
