import { Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { SignInPage } from '../features/sign-in/routes/sign-in-page.tsx';
import { RequireSession } from './require-session.tsx';
import * as pages from './pages.ts';

/** Every page by its path. */
export function AppRoutes() {
  return (
    <Suspense>
      <Routes>
        <Route path="/sign-in" element={<SignInPage onSignedIn={pages.preload} />} />
        <Route element={<RequireSession />}>
          <Route element={<pages.Shell />}>
            <Route index element={<pages.Home />} />
            <Route path="launch" element={<pages.Catalogue />} />
            <Route path="launch/:blueprintId" element={<pages.Launch />} />
            <Route path="machines" element={<pages.Machines />} />
            <Route path="machines/:id" element={<pages.Machine />} />
            <Route path="profile" element={<pages.Profile />} />
            <Route path="admin" element={<pages.RequireAdministrator />}>
              <Route index element={<pages.Overview />} />
              <Route path="machines" element={<pages.Fleet />} />
              <Route path="users" element={<pages.Users />} />
              <Route path="audit" element={<pages.Audit />} />
            </Route>
            <Route path="*" element={<pages.NotFound />} />
          </Route>
        </Route>
      </Routes>
    </Suspense>
  );
}
