import { lazy, Suspense, useEffect } from 'react';
import { SignInPage } from '../features/sign-in/routes/sign-in-page.tsx';
import { useAddress } from '../lib/address.ts';
import { paths } from '../lib/paths.ts';
import { followOtherTabs } from '../modules/account/session.ts';
import { CrashBoundary } from './crash-boundary.tsx';
import { lazyThemed } from './lazy-themed.tsx';
import { RequireSession } from './require-session.tsx';

const loadSignedIn = () => import('./signed-in.tsx');
const SignedIn = lazy(async () => ({ default: (await loadSignedIn()).SignedIn }));
const WelcomePage = lazyThemed(async () => (await import('../features/sign-in/routes/welcome-page.tsx')).WelcomePage);

const CompanyReturnPage = lazy(async () => ({
  default: (await import('../features/sign-in/routes/company-return-page.tsx')).CompanyReturnPage,
}));

let isPreloaded = false;

/** Fetches what follows the sign-in while somebody types; a failure shows when it is really opened. */
function preload(): void {
  if (isPreloaded) return;
  isPreloaded = true;
  loadSignedIn().then(
    ({ preloadFirstPages }) => {
      preloadFirstPages();
    },
    () => {
      isPreloaded = false;
    },
  );
}

type Place = 'welcome' | 'sign-in' | 'company-return' | 'inside';

function placeOf({ pathname }: Location): Place {
  switch (pathname.replace(/\/+$/, '')) {
    case paths.welcome:
      return 'welcome';
    case paths.signIn:
      return 'sign-in';
    case paths.companyReturn:
      return 'company-return';
    default:
      return 'inside';
  }
}

/** The sign-in page, and behind it everything else, the router included, as a download of its own. */
export function App() {
  useEffect(followOtherTabs, []);
  return (
    <CrashBoundary alone>
      <Suspense>
        <PlacePage />
      </Suspense>
    </CrashBoundary>
  );
}

function PlacePage() {
  switch (useAddress(placeOf)) {
    case 'welcome':
      return <WelcomePage />;
    case 'sign-in':
      return <SignInPage onTyping={preload} />;
    case 'company-return':
      return <CompanyReturnPage />;
    case 'inside':
      return (
        <RequireSession>
          <SignedIn Boundary={CrashBoundary} />
        </RequireSession>
      );
  }
}
