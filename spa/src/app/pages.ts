import { lazy } from 'react';

// Each page is a download of its own; the sign-in page needs none of them.
const loadShell = () => import('./shell/shell.tsx');
const loadHome = () => import('./home.tsx');
const loadCatalogue = () => import('../features/launch/routes/catalogue-page.tsx');
const loadMachines = () => import('../features/machines/routes/machines-page.tsx');

export const Shell = lazy(async () => ({ default: (await loadShell()).Shell }));
export const Home = lazy(async () => ({ default: (await loadHome()).Home }));
export const Catalogue = lazy(async () => ({ default: (await loadCatalogue()).CataloguePage }));
export const Launch = lazy(async () => ({
  default: (await import('../features/launch/routes/launch-page.tsx')).LaunchPage,
}));
export const Machines = lazy(async () => ({ default: (await loadMachines()).MachinesPage }));
export const Machine = lazy(async () => ({
  default: (await import('../features/machines/routes/machine-page.tsx')).MachinePage,
}));
export const Profile = lazy(async () => ({
  default: (await import('../features/profile/routes/profile-page.tsx')).ProfilePage,
}));
export const RequireAdministrator = lazy(async () => ({
  default: (await import('./require-administrator.tsx')).RequireAdministrator,
}));
export const Overview = lazy(async () => ({
  default: (await import('../features/admin-overview/routes/overview-page.tsx')).OverviewPage,
}));
export const Fleet = lazy(async () => ({
  default: (await import('../features/admin-machines/routes/fleet-page.tsx')).FleetPage,
}));
export const Users = lazy(async () => ({
  default: (await import('../features/admin-users/routes/users-page.tsx')).UsersPage,
}));
export const Audit = lazy(async () => ({
  default: (await import('../features/admin-audit/routes/audit-page.tsx')).AuditPage,
}));
export const NotFound = lazy(async () => ({ default: (await import('./not-found.tsx')).NotFound }));

/** Fetches what the first page after sign-in needs, while the answer to the sign-in is read. */
export function preload(): void {
  // A failure shows when the page is really opened.
  void Promise.allSettled([loadShell(), loadHome(), loadCatalogue(), loadMachines()]);
}
