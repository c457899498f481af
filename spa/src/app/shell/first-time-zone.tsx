import { useEffect, useRef } from 'react';
import { browserTimeZone } from '../../lib/time-zone.ts';
import { useChangeProfile } from '../../modules/account/api/change-profile.ts';
import { useCurrentUser } from '../../modules/account/session.ts';

/** Somebody without a time zone is given this browser's, so that e-mails tell times as they know them. */
export function FirstTimeZone() {
  const { timeZone } = useCurrentUser();
  const { change } = useChangeProfile();
  const isAsked = useRef(false);
  useEffect(() => {
    if (timeZone !== undefined || isAsked.current) return;
    isAsked.current = true;
    change({ timeZone: browserTimeZone() });
  }, [timeZone, change]);
  return null;
}
