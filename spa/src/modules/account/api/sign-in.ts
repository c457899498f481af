import type { CurrentSession } from '@cloudapp/contracts/session';
import type { PasskeyAnswer } from '@cloudapp/contracts/sign-in';
import { hasCode, type BegunProof } from '../../../lib/api/api-error.ts';
import { callApi, type CallInput } from '../../../lib/api/call-api.ts';
import type { Company } from './company.ts';

/** What somebody does to sign in, or to go on with it. */
export type SignInAnswer =
  | { readonly by: 'password'; readonly email: string; readonly password: string }
  /** Of an authenticator app, or a recovery code. */
  | { readonly by: 'code'; readonly code: string }
  /** Which the browser is to ask for. */
  | { readonly by: 'passkey' }
  /** Which goes on in a tab that was opened for it. */
  | { readonly by: 'company'; readonly company: Company; readonly tab: Window }
  | ({ readonly by: 'given-passkey' } & GivenPasskey);

/** A passkey that has signed a ticket. */
export interface GivenPasskey {
  readonly ticket: string;
  readonly passkey: PasskeyAnswer;
}

/** A session, a proof that wants one more step, or nothing, when the person would rather not. */
export type SignInOutcome = CurrentSession | BegunProof | undefined;

export async function sendSignIn(body: CallInput<'signIn'>['body']): Promise<CurrentSession | BegunProof> {
  try {
    return await callApi('signIn', { body });
  } catch (error) {
    if (hasCode(error, 'proof-incomplete') && error.proof) return error.proof;
    throw error;
  }
}
