import type { CurrentSession } from '@cloudapp/contracts/session';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router-dom';
import { StatePage } from '../components/state-page.tsx';
import { notFound } from '../components/states.ts';
import { byServerClock } from '../lib/server-clock.ts';
import { paths, patterns } from '../lib/paths.ts';
import { useCurrentSession } from '../modules/account/session.ts';
import * as pages from './pages.ts';
import { createQueryClient } from './query-client.ts';
import { RequireAdministrator } from './require-administrator.tsx';
import { Shell, type ShellProps } from './shell/shell.tsx';
import { Themed } from './themed.tsx';

const SecondFactorDue = lazy(async () => ({ default: (await import('./second-factor-due.tsx')).SecondFactorDue }));

export { preloadFirstPages } from './pages.ts';

/** Everything of a signed-in user. What was loaded for one session is gone with it. */
export function SignedIn(props: ShellProps) {
  const [queryClient] = useState(createQueryClient);
  return (
    <Themed>
      <QueryClientProvider client={queryClient}>
        <WhatIsOpen {...props} />
      </QueryClientProvider>
    </Themed>
  );
}

/** Every page by its path, unless a second factor must be set up first. */
function WhatIsOpen(props: ShellProps) {
  if (isFactorDue(useCurrentSession())) return <SecondFactorDue />;
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Shell {...props} />}>
          <Route index element={<pages.Home />} />
          <Route path={paths.catalogue} element={<pages.Catalogue />} />
          <Route path={patterns.launch} element={<pages.Launch />} />
          <Route path={paths.machines} element={<pages.Machines />} />
          <Route path={patterns.machine} element={<pages.Machine />} />
          <Route path={paths.profile} element={<pages.Profile />} />
          <Route path={paths.approve} element={<pages.Approve />} />
          <Route path={paths.overview} element={<RequireAdministrator />}>
            <Route index element={<pages.Overview />} />
            <Route path={paths.costs} element={<pages.Costs />} />
            <Route path={paths.fleet} element={<pages.Fleet />} />
            <Route path={paths.machineRules} element={<pages.MachineRules />} />
            <Route path={paths.users} element={<pages.Users />} />
            <Route path={paths.signInSettings} element={<pages.SignInSettings />} />
            <Route path={paths.audit} element={<pages.Audit />} />
            <Route path={paths.auditProof} element={<pages.AuditProof />} />
            <Route path={paths.webhooks} element={<pages.Webhooks />} />
          </Route>
          <Route path="*" element={<StatePage state={notFound} />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}

/** Whether nothing is open any more until a second factor is set up. */
function isFactorDue({ secondFactorDue }: CurrentSession): boolean {
  return secondFactorDue !== undefined && Date.parse(secondFactorDue) <= byServerClock(Date.now());
}
