import { MantineProvider } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { Route, Routes } from 'react-router-dom';
import { SignInPage } from '../features/sign-in/routes/sign-in-page.tsx';
import { styleNonce } from '../lib/content-security.ts';
import { paths } from '../lib/paths.ts';
import { followOtherTabs } from '../modules/account/session.ts';
import { CrashBoundary } from './crash-boundary.tsx';
import { RequireSession } from './require-session.tsx';
import { theme } from './theme.ts';

const loadSignedIn = () => import('./signed-in.tsx');
const WelcomePage = lazy(async () => ({
  default: (await import('../features/sign-in/routes/welcome-page.tsx')).WelcomePage,
}));
const SignedIn = lazy(async () => ({ default: (await loadSignedIn()).SignedIn }));

/** Fetches what follows the sign-in while its answer is read; a failure shows when it is really opened. */
function preload(): void {
  loadSignedIn().then(
    ({ preloadFirstPages }) => {
      preloadFirstPages();
    },
    () => undefined,
  );
}

/** The sign-in page, and behind it everything else as a download of its own. */
export function App() {
  useEffect(followOtherTabs, []);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => styleNonce}>
      <CrashBoundary>
        <Suspense>
          <Routes>
            <Route path={paths.welcome} element={<WelcomePage />} />
            <Route path={paths.signIn} element={<SignInPage onSignedIn={preload} />} />
            <Route
              path="*"
              element={
                <RequireSession>
                  <SignedIn />
                </RequireSession>
              }
            />
          </Routes>
        </Suspense>
      </CrashBoundary>
    </MantineProvider>
  );
}
