import type { Session } from '@cloudapp/contracts/session';
import { signOutHere } from '../../../modules/account/sign-out-here.ts';
import { useEndSessions } from '../api/profile.ts';
import { SessionsSection } from '../components/sessions-section.tsx';

export function OwnSessions({ sessions }: { readonly sessions: readonly Session[] }) {
  const end = useEndSessions();
  return (
    <SessionsSection
      sessions={sessions}
      ending={end.isPending ? end.variables : []}
      error={end.error}
      onSignOut={signOutHere}
      onEnd={end.mutate}
    />
  );
}
