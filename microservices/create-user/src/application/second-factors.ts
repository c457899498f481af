import { newAuthenticatorSecret, stepOfCode } from '@cloudapp/accounts/adapters/authenticator-app';
import { verifyNewPasskey, type PasskeyMade } from '@cloudapp/accounts/adapters/passkeys';
import { passkeyKey } from '@cloudapp/accounts/application/factor-check';
import { isTicketOf } from '@cloudapp/accounts/application/proof-tickets';
import { auditEntry, type Actor } from '@cloudapp/accounts/domain/audit-entry';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import { generateRecoveryCodes, normalRecoveryCode } from '@cloudapp/accounts/domain/recovery-code';
import { factorKinds, hasSecondFactor } from '@cloudapp/accounts/domain/second-factor';
import { userHandle } from '@cloudapp/accounts/domain/user-handle';
import { mostPasskeys, type Factors, type Passkey } from '@cloudapp/contracts/second-factor';
import {
  authenticatorKey,
  recoveryCodesKey,
  type StoredAuthenticator,
  type StoredFactor,
  type StoredPasskey,
  type StoredRecoveryCodes,
} from '@cloudapp/data/factor-item';
import { hashToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { Parts, ProvenActor } from './parts.ts';
import { UserError } from './user-error.ts';
import { requireUser } from './users.ts';

const siteName = 'CloudApp';

/** The second factors of a user that count. */
export async function listFactors(parts: Parts, userId: string): Promise<Factors> {
  const user = await requireUser(parts, userId);
  const kept = await parts.factors.listOf(user.id);
  const authenticator = kept.find(isConfirmed);
  const codes = kept.find(({ kind }) => kind === 'recovery-codes') as StoredRecoveryCodes | undefined;
  return {
    authenticator: authenticator && { createdAt: authenticator.createdAt, lastUsedAt: authenticator.lastUsedAt },
    passkeys: kept.filter(isPasskey).map(presentPasskey),
    recoveryCodesLeft: codes?.hashes.size ?? 0,
    ...(!hasSecondFactor(user) && { resetAt: user.factorsResetAt }),
  };
}

/** A secret for an authenticator app, which counts once a code of it has confirmed it. */
export async function beginAuthenticator(
  parts: Parts,
  actor: ProvenActor,
): Promise<{ readonly secret: string; readonly uri: string }> {
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, actor.id);
  const { bytes, base32, uri } = newAuthenticatorSecret(user.email);
  const isKept = await parts.factors.prepare({
    kind: 'authenticator',
    userId: user.id,
    factorId: authenticatorKey,
    sealedSecret: await parts.secrets.seal(user.id, bytes),
    isConfirmed: false,
    createdAt: actor.now.toISOString(),
  });
  if (!isKept) throw new UserError({ code: 'factor-exists' });
  return { secret: base32, uri };
}

/** @returns the recovery codes that come with a first factor */
export async function confirmAuthenticator(
  parts: Parts,
  code: string,
  actor: ProvenActor,
): Promise<{ readonly recoveryCodes?: string[] }> {
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, actor.id);
  const waiting = await parts.factors.get({ userId: user.id, factorId: authenticatorKey });
  if (waiting?.kind !== 'authenticator') throw new UserError({ code: 'factor-refused' });
  if (waiting.isConfirmed) throw new UserError({ code: 'factor-exists' });
  const step = await stepOfWaiting(parts, waiting, code, actor);
  const { told, kept } = codesOfFirst(parts, user, actor);
  const entry = auditEntry(actor, 'factor-added', user, { detail: 'An authenticator app' });
  await parts.factorChanges.confirmAuthenticator(user, waiting, step, kept, entry);
  return told;
}

async function stepOfWaiting(
  parts: Parts,
  { userId, sealedSecret }: StoredAuthenticator,
  code: string,
  { now }: Actor,
): Promise<number> {
  const attempt = await parts.attempts.begin('new-factor', userId, parts.limit, now);
  if (!attempt.isAllowed) {
    throw new UserError({ code: 'too-many-attempts', retryAfterSeconds: attempt.retryAfterSeconds });
  }
  const step = stepOfCode(await parts.secrets.open(userId, sealedSecret), code.replaceAll(/[\s-]/g, ''), now);
  if (step === undefined) throw new UserError({ code: 'factor-refused' });
  await parts.attempts.reset('new-factor', userId);
  return step;
}

export async function removeAuthenticator(parts: Parts, actor: ProvenActor): Promise<void> {
  await removeFactor(parts, isConfirmed, 'An authenticator app', actor);
}

/** What a browser needs to make a passkey. The ticket is the challenge. */
export async function beginPasskey(parts: Parts, actor: ProvenActor) {
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, actor.id);
  const passkeys = (await parts.factors.listOf(user.id)).filter(isPasskey);
  requireRoom(passkeys);
  return {
    ticket: await parts.tickets.begin('new-passkey', user, actor.now),
    site: { id: new URL(parts.site).hostname, name: siteName },
    user: { handle: userHandle(user.id), name: user.email, displayName: user.name },
    known: passkeys.map(({ credentialId }) => credentialId),
  };
}

/** Keeps a passkey; answers the recovery codes that come with a first factor, too. */
export async function addPasskey(
  parts: Parts,
  { ticket, name, ...made }: PasskeyMade & { readonly ticket: string; readonly name: string },
  actor: ProvenActor,
): Promise<{ readonly passkey: Passkey; readonly recoveryCodes?: string[] }> {
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, actor.id);
  const begun = await parts.tickets.try(ticket, ['new-passkey'], actor.now);
  if (begun === undefined || !isTicketOf(begun, user)) throw new UserError({ code: 'ticket-ended' });
  requireRoom((await parts.factors.listOf(user.id)).filter(isPasskey));
  const verified = await verifyNewPasskey(made, { site: parts.site, challenge: ticket });
  if (verified === undefined) throw new UserError({ code: 'factor-refused' });
  if (!(await parts.tickets.use(ticket))) throw new UserError({ code: 'ticket-ended' });
  const passkey: StoredPasskey = {
    kind: 'passkey',
    userId: user.id,
    factorId: passkeyKey(verified.credentialId),
    passkeyId: parts.newPasskeyId(actor.now),
    ...verified,
    name,
    createdAt: actor.now.toISOString(),
  };
  const { told, kept } = codesOfFirst(parts, user, actor);
  const entry = auditEntry(actor, 'factor-added', user, { detail: `The passkey ${name}` });
  await parts.factorChanges.addPasskey(user, passkey, kept, entry);
  return { passkey: presentPasskey(passkey), ...told };
}

export async function removePasskey(parts: Parts, id: string, actor: ProvenActor): Promise<void> {
  const isIt = (factor: StoredFactor): factor is StoredPasskey => isPasskey(factor) && factor.passkeyId === id;
  await removeFactor(parts, isIt, (passkey) => `The passkey ${passkey.name}`, actor);
}

/** New recovery codes in place of those that there are. */
export async function replaceRecoveryCodes(
  parts: Parts,
  actor: ProvenActor,
): Promise<{ readonly recoveryCodes: string[] }> {
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, actor.id);
  if (!hasSecondFactor(user)) throw new UserError({ code: 'factor-missing' });
  const { recoveryCodes, stored } = newRecoveryCodes(parts, user, actor);
  await parts.factorChanges.replaceRecoveryCodes(user, stored, auditEntry(actor, 'recovery-codes-made', user));
  return { recoveryCodes };
}

/** Removes all factors of somebody who has lost them, and signs them out. A password that is too short alone must then be changed. */
export async function resetFactors(parts: Parts, userId: string, actor: ProvenActor): Promise<void> {
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, userId);
  if (user.id === actor.id) throw new UserError({ code: 'own-account' });
  const kept = await parts.factors.listOf(user.id);
  if (!hasSecondFactor(user)) throw new UserError({ code: 'factor-missing' });
  const changes = (await isPasswordShort(parts, user)) ? { mustChangePassword: true } : {};
  await parts.factorChanges.reset(user, kept, changes, auditEntry(actor, 'factors-reset', user));
}

async function removeFactor<Factor extends StoredFactor>(
  parts: Parts,
  isIt: (factor: StoredFactor) => factor is Factor,
  detail: string | ((factor: Factor) => string),
  actor: ProvenActor,
): Promise<void> {
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, actor.id);
  const kept = await parts.factors.listOf(user.id);
  const factor = kept.find(isIt);
  if (factor === undefined) throw new UserError({ code: 'factor-not-found' });
  const isLast = factorKinds(kept.filter((one) => one !== factor)).length === 0;
  if (isLast && (await isPasswordShort(parts, user))) throw new UserError({ code: 'password-too-short' });
  const told = typeof detail === 'string' ? detail : detail(factor);
  await parts.factorChanges.remove(user, factor, kept, auditEntry(actor, 'factor-removed', user, { detail: told }));
}

async function isPasswordShort({ credentials }: Parts, user: StoredUser): Promise<boolean> {
  return (await credentials.get(user.email))?.isShort === true;
}

function requireRoom(passkeys: readonly StoredPasskey[]): void {
  if (passkeys.length >= mostPasskeys) throw new UserError({ code: 'too-many-passkeys' });
}

function codesOfFirst(parts: Parts, user: StoredUser, actor: Actor) {
  if (hasSecondFactor(user)) return { told: {}, kept: undefined };
  const { recoveryCodes, stored } = newRecoveryCodes(parts, user, actor);
  return { told: { recoveryCodes }, kept: stored };
}

function newRecoveryCodes({ random }: Parts, { id: userId }: StoredUser, { now }: Actor) {
  const recoveryCodes = generateRecoveryCodes(random);
  const hashes = new Set(recoveryCodes.map((code) => hashToken(normalRecoveryCode(code))));
  const stored: StoredRecoveryCodes = {
    kind: 'recovery-codes',
    userId,
    factorId: recoveryCodesKey,
    hashes,
    createdAt: now.toISOString(),
  };
  return { recoveryCodes, stored };
}

function isConfirmed(factor: StoredFactor): factor is StoredAuthenticator {
  return factor.kind === 'authenticator' && factor.isConfirmed;
}

function isPasskey(factor: StoredFactor): factor is StoredPasskey {
  return factor.kind === 'passkey';
}

function presentPasskey({ passkeyId: id, name, createdAt, lastUsedAt, isSynced }: StoredPasskey): Passkey {
  return { id, name, createdAt, lastUsedAt, isSynced };
}
