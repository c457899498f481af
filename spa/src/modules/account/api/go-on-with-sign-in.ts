import { hasCode, type BegunProof } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { askForPasskey } from '../../../lib/passkeys.ts';
import { goToCompanyBeside } from './company.ts';
import { sendSignIn, type SignInAnswer, type SignInOutcome } from './sign-in.ts';

/** Takes whatever is no password: it completes the proof that has begun, or, as a passkey, begins one. */
export async function goOnWithSignIn(
  answer: Exclude<SignInAnswer, { by: 'password' }>,
  proof: BegunProof | undefined,
): Promise<SignInOutcome> {
  switch (answer.by) {
    case 'code':
      return await sendSignIn({ ticket: proof?.ticket ?? '', code: answer.code });
    case 'given-passkey':
      return await sendSignIn({ ticket: answer.ticket, passkey: answer.passkey });
    case 'company':
      await goToCompanyBeside(answer.tab, answer.company);
      return undefined;
    case 'passkey': {
      const ticket = proof?.ticket ?? (await beginByPasskey());
      const passkey = await askForPasskey(ticket);
      return passkey && (await sendSignIn({ ticket, passkey }));
    }
  }
}

/** A ticket for whoever has a passkey. */
export async function beginByPasskey(signal?: AbortSignal): Promise<string> {
  try {
    await callApi('signIn', { body: { begin: 'passkey' }, signal });
  } catch (error) {
    if (hasCode(error, 'proof-incomplete') && error.proof) return error.proof.ticket;
    throw error;
  }
  throw new Error('A session without a proof');
}
