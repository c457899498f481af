import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Route, Routes } from 'react-router-dom';
import { createQueryClient } from './query-client.ts';
import * as pages from './pages.ts';
import { RequireAdministrator } from './require-administrator.tsx';
import { Shell } from './shell/shell.tsx';
import { StatePage } from '../components/state-page.tsx';

export { preloadFirstPages } from './pages.ts';

/** Every page of a signed-in user by its path. What was loaded for one session is gone with it. */
export function SignedIn() {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <Routes>
        <Route element={<Shell />}>
          <Route index element={<pages.Home />} />
          <Route path="launch" element={<pages.Catalogue />} />
          <Route path="launch/:blueprintId" element={<pages.Launch />} />
          <Route path="machines" element={<pages.Machines />} />
          <Route path="machines/:id" element={<pages.Machine />} />
          <Route path="profile" element={<pages.Profile />} />
          <Route path="admin" element={<RequireAdministrator />}>
            <Route index element={<pages.Overview />} />
            <Route path="machines" element={<pages.Fleet />} />
            <Route path="users" element={<pages.Users />} />
            <Route path="audit" element={<pages.Audit />} />
          </Route>
          <Route path="*" element={<StatePage kind="not-found" />} />
        </Route>
      </Routes>
    </QueryClientProvider>
  );
}
