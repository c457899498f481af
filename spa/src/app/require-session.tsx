import { lazy, useEffect, type ReactNode } from 'react';
import { StatePage } from '../components/state-page.tsx';
import { offline, serviceDown } from '../components/states-at-hand.ts';
import { goTo } from '../lib/address.ts';
import { hasCode } from '../lib/api/api-error.ts';
import { paths, pathTo } from '../lib/paths.ts';
import { forgetSession, loadSession, useSession } from '../modules/account/session.ts';
import { lazyThemed } from './lazy-themed.tsx';

const AnotherUser = lazy(async () => ({ default: (await import('./another-user.tsx')).AnotherUser }));
const ChangePasswordPage = lazyThemed(
  async () => (await import('../features/sign-in/routes/change-password-page.tsx')).ChangePasswordPage,
);

/** Lets signed-in users through; others sign in first and come back to the same place. */
export function RequireSession({ children }: { readonly children: ReactNode }) {
  const state = useSession();

  useEffect(() => {
    if (state.kind === 'unknown') void loadSession();
    if (state.kind === 'signed-out') goTo(signInPath(), { replace: true });
  }, [state.kind]);

  switch (state.kind) {
    case 'unknown':
    case 'signed-out':
      return null;
    case 'failed': {
      const failure = hasCode(state.error, 'offline') ? offline : serviceDown;
      return <StatePage alone state={failure} onRetry={() => void loadSession()} />;
    }
    case 'replaced':
      return <AnotherUser onGoOn={goOn} />;
    case 'signed-in':
      return state.session.mustChangePassword ? <ChangePasswordPage /> : children;
  }
}

/** The sign-in page, which leads back to where one is now. */
function signInPath(): string {
  const { pathname, search } = window.location;
  const next = `${pathname}${search}`;
  return next === paths.home ? paths.signIn : pathTo('signIn', { next });
}

function goOn(): void {
  goTo(paths.home);
  forgetSession();
}
