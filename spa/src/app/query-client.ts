import { MutationCache, QueryCache, QueryClient, type Query } from '@tanstack/react-query';
import { hasCode, isUnavailable } from '../lib/api/api-error.ts';
import { dropSession, loadSession, replaceSession } from '../modules/account/session.ts';

/** A service that restarts is back within seconds; one that hangs has been waited for; what the API decided itself will not change. */
function shouldRetry(failures: number, error: unknown): boolean {
  if (hasCode(error, 'timeout')) return false;
  return failures < 2 && (isUnavailable(error) || hasCode(error, 'offline'));
}

/** How often a page that shows a failure looks whether it has passed; what the API decided itself does not pass. */
const lookAgainMilliseconds = 15_000;

function lookAgain({ state }: Pick<Query, 'state'>): number | false {
  const mayPass = isUnavailable(state.error) || hasCode(state.error, 'offline');
  return state.data === undefined && mayPass && lookAgainMilliseconds;
}

/** Any request may be the one that notices that the session ended, is somebody else's, or opens nothing before something is done. */
function watchSession(error: unknown): void {
  if (hasCode(error, 'session-required')) dropSession();
  if (hasCode(error, 'another-user')) replaceSession();
  if (hasCode(error, 'password-change-required', 'second-factor-required')) void loadSession();
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
        refetchInterval: lookAgain,
        staleTime: 5000,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
