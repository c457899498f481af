import { Outlet } from 'react-router-dom';
import { StatePage } from '../components/state-page.tsx';
import { noPermission } from '../components/states.ts';
import { useCurrentUser } from '../modules/account/session.ts';

/** Hides administrators' pages from others; the API refuses them in any case. */
export function RequireAdministrator() {
  const user = useCurrentUser();
  return user.role === 'admin' ? <Outlet /> : <StatePage state={noPermission} />;
}
