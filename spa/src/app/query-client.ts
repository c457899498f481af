import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { hasCode, isUnavailable } from '../lib/api/api-error.ts';
import { dropSession, loadSession, replaceSession } from '../modules/account/session.ts';

/** A service that restarts is back within seconds; one that hangs has been waited for; what the API decided itself will not change. */
function shouldRetry(failures: number, error: unknown): boolean {
  if (hasCode(error, 'timeout')) return false;
  return failures < 2 && (isUnavailable(error) || hasCode(error, 'offline'));
}

/** Any request may be the one that notices that the session ended, is somebody else's, or that the password must change. */
function watchSession(error: unknown): void {
  if (hasCode(error, 'session-required')) dropSession();
  if (hasCode(error, 'another-user')) replaceSession();
  if (hasCode(error, 'password-change-required')) void loadSession();
}

/** The cache of everything the API said to one session. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: watchSession }),
    mutationCache: new MutationCache({ onError: watchSession }),
    defaultOptions: {
      queries: {
        retry: shouldRetry,
        retryDelay: (attempt) => 500 * 2 ** attempt,
        staleTime: 5000,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
