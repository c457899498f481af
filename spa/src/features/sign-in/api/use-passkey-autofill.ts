import { useEffect, useEffectEvent } from 'react';
import { hasPasskeys } from '../../../lib/passkey-support.ts';
import type { GivenPasskey } from '../../../modules/account/api/sign-in.ts';

/** While it is active, lets the browser offer passkeys where the e-mail is typed. */
export function usePasskeyAutofill(isActive: boolean, onGiven: (given: GivenPasskey) => void): void {
  const hear = useEffectEvent(onGiven);
  useEffect(() => {
    if (!isActive || !hasPasskeys()) return;
    const end = new AbortController();
    import('../../../modules/account/api/passkey-offer.ts')
      .then(({ offerPasskeys }) => offerPasskeys(end.signal))
      .then(
        (given) => {
          if (given && !end.signal.aborted) hear(given);
        },
        () => {
          // Nobody has asked for it: the form says what is wrong as soon as somebody does.
        },
      );
    return () => {
      end.abort();
    };
  }, [isActive]);
}
