import type { CurrentSession } from '@cloudapp/contracts/session';
import { IconCircleCheck } from '../../../components/icons.ts';
import { PlainButton } from '../../../components/plain/plain-button.tsx';
import classes from '../../../components/plain/plain.module.css';
import { formatClock, formatExact } from '../../../lib/format/time.ts';

interface SignedInProps {
  readonly session: CurrentSession;
  readonly onContinue: () => void;
}

/** Says that the user is authenticated, as whom and since when. */
export function SignedIn({ session, onContinue }: SignedInProps) {
  return (
    <div className={classes['words']} role="status">
      <IconCircleCheck size={40} stroke={1.5} color="var(--app-good)" aria-hidden />
      <h1 className={classes['title']}>You are signed in</h1>
      <p className={classes['dimmed']}>
        Authenticated as <span className={classes['name']}>{session.user.name}</span> since{' '}
        <time dateTime={session.signedInAt} title={formatExact(session.signedInAt)}>
          {formatClock(session.signedInAt)}
        </time>
        .
      </p>
      <PlainButton variant="subtle" onClick={onContinue}>
        Continue
      </PlainButton>
    </div>
  );
}
