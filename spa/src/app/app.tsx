import { lazy, Suspense, useEffect } from 'react';
import { SignInPage } from '../features/sign-in/routes/sign-in-page.tsx';
import { useAddress } from '../lib/address.ts';
import { paths } from '../lib/paths.ts';
import { followOtherTabs } from '../modules/account/session.ts';
import { CrashBoundary } from './crash-boundary.tsx';
import { RequireSession } from './require-session.tsx';

const loadSignedIn = () => import('./signed-in.tsx');
const SignedIn = lazy(async () => ({ default: (await loadSignedIn()).SignedIn }));
const LinkPage = lazy(async () => ({ default: (await import('./link-page.tsx')).LinkPage }));

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

type Place = typeof paths.welcome | typeof paths.answer | 'sign-in' | 'company-return' | 'inside';

function placeOf({ pathname }: Location): Place {
  const path = pathname.replace(/\/+$/, '');
  switch (path) {
    case paths.welcome:
    case paths.answer:
      return path;
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
  const place = useAddress(placeOf);
  switch (place) {
    case paths.welcome:
    case paths.answer:
      return <LinkPage path={place} />;
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
