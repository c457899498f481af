import { lazy, useEffect, type ReactNode } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router-dom';
import { StatePage } from '../components/state-page.tsx';
import { offline, serviceDown } from '../components/states-at-hand.ts';
import { hasCode } from '../lib/api/api-error.ts';
import { paths, pathTo } from '../lib/paths.ts';
import { forgetSession, loadSession, useSession } from '../modules/account/session.ts';

const AnotherUser = lazy(async () => ({ default: (await import('./another-user.tsx')).AnotherUser }));
const ChangePasswordPage = lazy(async () => ({
  default: (await import('../features/sign-in/routes/change-password-page.tsx')).ChangePasswordPage,
}));

/** Lets signed-in users through; others sign in first and come back to the same place. */
export function RequireSession({ children }: { readonly children: ReactNode }) {
  const state = useSession();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const isUnknown = state.kind === 'unknown';

  useEffect(() => {
    if (isUnknown) void loadSession();
  }, [isUnknown]);

  switch (state.kind) {
    case 'unknown':
      return null;
    case 'failed': {
      const failure = hasCode(state.error, 'offline') ? offline : serviceDown;
      return <StatePage alone state={failure} onRetry={() => void loadSession()} />;
    }
    case 'signed-out': {
      const next = `${pathname}${search}`;
      return <Navigate to={next === paths.home ? paths.signIn : pathTo('signIn', { next })} replace />;
    }
    case 'replaced': {
      const goOn = () => {
        void navigate(paths.home);
        forgetSession();
      };
      return <AnotherUser onGoOn={goOn} />;
    }
    case 'signed-in':
      return state.session.mustChangePassword ? <ChangePasswordPage /> : children;
  }
}
