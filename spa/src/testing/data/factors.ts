import type { Factors, Passkey } from '@cloudapp/contracts/second-factor';
import { ago } from './records.ts';
import { idOf } from './users.ts';

export function passkey(name: string, changes: Partial<Passkey> = {}): Passkey {
  return { id: idOf('pky', name), name, createdAt: ago({ days: 12 }), isSynced: false, ...changes };
}

/** An authenticator app, two passkeys, and most of the recovery codes. */
export function factors(changes: Partial<Factors> = {}): Factors {
  return {
    authenticator: { createdAt: ago({ days: 30 }), lastUsedAt: ago({ hours: 3 }) },
    passkeys: [
      passkey('Chrome on Linux', { lastUsedAt: ago({ days: 2 }) }),
      passkey('Phone', { isSynced: true, createdAt: ago({ days: 5 }) }),
    ],
    recoveryCodesLeft: 8,
    ...changes,
  };
}
