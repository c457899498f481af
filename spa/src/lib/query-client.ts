import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { hasCode, isUnavailable } from './api/api-error.ts';
import { sessionQuery } from './queries/session.ts';

/** A service that restarts is back within seconds; anything the API decided itself will not change by asking again. */
function shouldRetry(failures: number, error: unknown): boolean {
  return failures < 2 && (isUnavailable(error) || hasCode(error, 'offline'));
}

/** The cache of everything the API said. An ended session, noticed by any request, shows the sign-in page. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (hasCode(error, 'session-required')) client.setQueryData(sessionQuery.queryKey, null);
    if (hasCode(error, 'password-change-required')) {
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
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
  return client;
}
