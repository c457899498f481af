import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router-dom';
import { StatePage } from '../components/state-page.tsx';
import { hasCode } from '../lib/api/api-error.ts';
import { sessionQuery } from '../lib/queries/session.ts';

const ChangePasswordPage = lazy(async () => ({
  default: (await import('../features/sign-in/routes/change-password-page.tsx')).ChangePasswordPage,
}));

/** Lets signed-in users through; others sign in first and come back to the same place. */
export function RequireSession() {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  if (session === undefined) {
    if (!error) return null;
    return <StatePage kind={hasCode(error, 'offline') ? 'offline' : 'service-down'} onRetry={() => void refetch()} />;
  }
  if (session === null) {
    const place = `${pathname}${search}`;
    return <Navigate to={place === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(place)}`} replace />;
  }
  return session.mustChangePassword ? <ChangePasswordPage /> : <Outlet />;
}
