import { lazy } from 'react';

// Each page is a download of its own.
const loadHome = () => import('./home.tsx');
const loadCatalogue = () => import('../features/launch/routes/catalogue-page.tsx');
const loadMachines = () => import('../features/machines/routes/machines-page.tsx');

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
export const Approve = lazy(async () => ({
  default: (await import('../features/approve/routes/approve-page.tsx')).ApprovePage,
}));
export const Overview = lazy(async () => ({
  default: (await import('../features/admin-overview/routes/overview-page.tsx')).OverviewPage,
}));
export const Costs = lazy(async () => ({
  default: (await import('../features/admin-costs/routes/costs-page.tsx')).CostsPage,
}));
export const Fleet = lazy(async () => ({
  default: (await import('../features/admin-machines/routes/fleet-page.tsx')).FleetPage,
}));
export const MachineRules = lazy(async () => ({
  default: (await import('../features/machine-rules/routes/machine-rules-page.tsx')).MachineRulesPage,
}));
export const Users = lazy(async () => ({
  default: (await import('../features/admin-users/routes/users-page.tsx')).UsersPage,
}));
export const SignInSettings = lazy(async () => ({
  default: (await import('../features/sign-in-settings/routes/sign-in-settings-page.tsx')).SignInSettingsPage,
}));
export const Audit = lazy(async () => ({
  default: (await import('../features/admin-audit/routes/audit-page.tsx')).AuditPage,
}));
export const AuditProof = lazy(async () => ({
  default: (await import('../features/admin-audit/routes/proof-page.tsx')).ProofPage,
}));

export const Webhooks = lazy(async () => ({
  default: (await import('../features/webhooks/routes/webhooks-page.tsx')).WebhooksPage,
}));

/** The pages that the start page leads to. A failure shows when one is really opened. */
export function preloadFirstPages(): void {
  void Promise.allSettled([loadHome(), loadCatalogue(), loadMachines()]);
}
