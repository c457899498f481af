import { askForPasskey, offersPasskeysInFields } from '../../../lib/passkeys.ts';
import { beginByPasskey } from './go-on-with-sign-in.ts';
import type { GivenPasskey } from './sign-in.ts';

/** A ticket lives ten minutes. */
const renewalMilliseconds = 9 * 60_000;

/** How often an offer is made again that was taken and then left. */
const mostOffersLeft = 3;

/** Offers passkeys where an e-mail is typed, if the browser can, until one is given. */
export async function offerPasskeys(end: AbortSignal): Promise<GivenPasskey | undefined> {
  if (!(await offersPasskeysInFields())) return undefined;
  let left = 0;
  while (!end.aborted && left < mostOffersLeft) {
    await untilVisible();
    const renewal = new AbortController();
    const timer = setTimeout(() => {
      renewal.abort();
    }, renewalMilliseconds);
    try {
      const ticket = await beginByPasskey(end);
      const passkey = await askForPasskey(ticket, { inField: true, signal: AbortSignal.any([end, renewal.signal]) });
      if (passkey) return { ticket, passkey };
    } finally {
      clearTimeout(timer);
    }
    if (!renewal.signal.aborted) left += 1;
  }
  return undefined;
}

async function untilVisible(): Promise<void> {
  while (document.visibilityState !== 'visible') {
    await new Promise((resolve) => {
      document.addEventListener('visibilitychange', resolve, { once: true });
    });
  }
}
