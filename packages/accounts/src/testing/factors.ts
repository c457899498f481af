import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import {
  authenticatorKey,
  recoveryCodesKey,
  type StoredAuthenticator,
  type StoredPasskey,
  type StoredRecoveryCodes,
} from '@cloudapp/data/factor-item';
import { newId } from '@cloudapp/data/ids';
import { hashToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import { verifyNewPasskey } from '../adapters/passkeys.ts';
import { passkeyKey } from '../application/factor-check.ts';
import type { Accounts } from '../composition.ts';
import { generateRecoveryCodes, normalRecoveryCode } from '../domain/recovery-code.ts';
import { userHandle } from '../domain/user-handle.ts';
import { openOwnedSecrets } from './owned-secrets.ts';
import { SoftPasskey } from './soft-passkey.ts';

type To = Pick<Accounts, 'users' | 'factors' | 'factorChanges'>;

const entry = (at: Date) => ({ event: { action: 'factor-added' as const }, at });

/** The six digits that an app shows. @param steps of 30 s from now */
export function codeOf(secret: string, now: Date, steps = 0): string {
  const timestamp = now.getTime() + steps * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

/** An authenticator app with ten recovery codes, as confirming one leaves them; the code that confirmed it is two steps old. */
export async function givenApp(to: To, { id }: StoredUser, now: Date) {
  const secret = new Secret({ size: 20 });
  const app: StoredAuthenticator = {
    ...{ kind: 'authenticator', userId: id, factorId: authenticatorKey, isConfirmed: false },
    sealedSecret: await openOwnedSecrets.seal(id, secret.bytes),
    createdAt: now.toISOString(),
  };
  const recoveryCodes = generateRecoveryCodes(randomBytes);
  const kept: StoredRecoveryCodes = {
    ...{ kind: 'recovery-codes', userId: id, factorId: recoveryCodesKey, createdAt: now.toISOString() },
    hashes: new Set(recoveryCodes.map((code) => hashToken(normalRecoveryCode(code)))),
  };
  await to.factors.prepare(app);
  const confirmedAt = Math.floor(now.getTime() / 30_000) - 2;
  await to.factorChanges.confirmAuthenticator(await read(to, id), app, confirmedAt, kept, entry(now));
  return { secret: secret.base32, recoveryCodes, user: await read(to, id) };
}

/** A passkey of somebody for a site. */
export async function givenPasskey(to: To, { id }: StoredUser, site: string, now: Date, counter = 0) {
  const passkey = new SoftPasskey(userHandle(id), counter);
  const made = await verifyNewPasskey(passkey.make({ challenge: 'made', site }), { site, challenge: 'made' });
  if (made === undefined) throw new Error('the passkey was refused');
  const kept: StoredPasskey = {
    ...{ kind: 'passkey', userId: id, factorId: passkeyKey(made.credentialId), passkeyId: newId('pky', now) },
    ...made,
    name: 'Key',
    createdAt: now.toISOString(),
  };
  await to.factorChanges.addPasskey(await read(to, id), kept, undefined, entry(now));
  return { passkey, kept, user: await read(to, id) };
}

async function read({ users }: To, id: string): Promise<StoredUser> {
  const user = await users.get(id);
  if (user === undefined) throw new Error('there is no such user');
  return user;
}
