import { createHash } from 'node:crypto';
import type { PasskeyAnswer } from '@cloudapp/contracts/sign-in';
import type { AttemptLimit } from '@cloudapp/data/attempt-item';
import type { AttemptRepository } from '@cloudapp/data/attempt-repository';
import { authenticatorKey } from '@cloudapp/data/factor-item';
import type { FactorRepository } from '@cloudapp/data/factor-repository';
import { hashToken } from '@cloudapp/data/token';
import { stepOfCode } from '../adapters/authenticator-app.ts';
import type { OwnedSecrets } from '../adapters/owned-secrets.ts';
import { verifyPasskey } from '../adapters/passkeys.ts';
import { normalRecoveryCode } from '../domain/recovery-code.ts';

/** What somebody answers when asked for a second factor. */
export type FactorAnswer =
  | { readonly code: string }
  | {
      readonly passkey: PasskeyAnswer;
      /** The ticket that it was asked to sign. */
      readonly challenge: string;
      /** Whether it alone proves a person, and must have made sure who holds it. */
      readonly isAlone: boolean;
    };

/** Whether an answer was right, and what the audit log is to say of it. */
export type CheckedFactor = { readonly isProven: true; readonly detail: string } | UnprovenFactor;

export type UnprovenFactor =
  | {
      readonly isProven: false;
      readonly reason: 'factor-refused';
      readonly detail: string;
      /** Whether no further answer is looked at for a while. */
      readonly isLast: boolean;
      /** Whether it was answered with something that is theirs, so that whoever answered knows more than a name. */
      readonly isKnown: boolean;
    }
  | { readonly isProven: false; readonly reason: 'too-many-attempts'; readonly retryAfterSeconds: number };

interface FactorCheckParts {
  readonly factors: FactorRepository;
  readonly attempts: AttemptRepository;
  readonly secrets: Pick<OwnedSecrets, 'open'>;
  /** The origin of the pages. */
  readonly site: string;
  /** Of wrong codes of one person, from wherever they come: whoever types them has the password or a session already. */
  readonly limit: AttemptLimit;
}

/** Six digits, in groups or not. */
const appCode = /^\d{6}$/;

const wrongPasskey = {
  isProven: false,
  reason: 'factor-refused',
  detail: 'A passkey that was not accepted',
  isLast: false,
} as const;

/** Proves people by what they have beside their passwords: codes are counted before they are looked at, each is good once. */
export class FactorCheck {
  readonly #to: FactorCheckParts;

  constructor(parts: FactorCheckParts) {
    this.#to = parts;
  }

  async prove(userId: string, answer: FactorAnswer, now: Date): Promise<CheckedFactor> {
    return 'code' in answer ? this.#byCode(userId, answer.code, now) : this.#byPasskey(userId, answer, now);
  }

  async #byCode(userId: string, typed: string, now: Date): Promise<CheckedFactor> {
    const { attempts, limit } = this.#to;
    const attempt = await attempts.begin('factor', userId, limit, now);
    if (!attempt.isAllowed) {
      return { isProven: false, reason: 'too-many-attempts', retryAfterSeconds: attempt.retryAfterSeconds };
    }
    const code = typed.replaceAll(/[\s-]/g, '');
    const detail = appCode.test(code) ? await this.#ofApp(userId, code, now) : await this.#ofList(userId, typed, now);
    if (detail === undefined) {
      return {
        isProven: false,
        reason: 'factor-refused',
        detail: 'A code that was not accepted',
        isLast: attempt.isLast,
        isKnown: true,
      };
    }
    await attempts.reset('factor', userId);
    return { isProven: true, detail };
  }

  async #ofApp(userId: string, code: string, now: Date): Promise<string | undefined> {
    const { factors, secrets } = this.#to;
    const app = await factors.get({ userId, factorId: authenticatorKey });
    if (app?.kind !== 'authenticator' || !app.isConfirmed) return undefined;
    const step = stepOfCode(await secrets.open(userId, app.sealedSecret), code, now);
    return step !== undefined && (await factors.useCode(userId, step, now)) ? 'a code of the app' : undefined;
  }

  async #ofList(userId: string, typed: string, now: Date): Promise<string | undefined> {
    const left = await this.#to.factors.useRecoveryCode(userId, hashToken(normalRecoveryCode(typed)), now);
    return left === undefined ? undefined : `a recovery code; ${left} left`;
  }

  async #byPasskey(
    userId: string,
    { passkey, challenge, isAlone }: Extract<FactorAnswer, { readonly passkey: PasskeyAnswer }>,
    now: Date,
  ): Promise<CheckedFactor> {
    const { factors, site } = this.#to;
    const known = await factors.get({ userId, factorId: passkeyKey(passkey.credentialId) });
    if (known?.kind !== 'passkey') return { ...wrongPasskey, isKnown: false };
    const counted = await verifyPasskey(known, passkey, { site, challenge, mustKnowWho: isAlone });
    if (counted === undefined || !(await factors.usePasskey(known, counted, now))) {
      return { ...wrongPasskey, isKnown: true };
    }
    return { isProven: true, detail: `the passkey ${known.name}` };
  }
}

/** The key under which a passkey is kept: ids of credentials may be longer than keys of tables. */
export function passkeyKey(credentialId: string): string {
  return `passkey#${createHash('sha256').update(credentialId).digest('base64url')}`;
}
