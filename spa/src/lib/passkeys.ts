import type { PasskeyAnswer } from '@cloudapp/contracts/sign-in';
import { startAuthentication, startRegistration, WebAuthnAbortService } from '@simplewebauthn/browser';
import { hasPasskeys, nameOf, PasskeyError } from './passkey-support.ts';

/** What the browser needs to make a passkey, as the API tells it. */
export interface PasskeyWish {
  readonly ticket: string;
  readonly site: { readonly id: string; readonly name: string };
  readonly user: { readonly handle: string; readonly name: string; readonly displayName: string };
  /** Ids of the credentials that there are already. */
  readonly known: readonly string[];
}

/** A passkey that was just made, as the API takes it. */
export interface NewPasskey {
  readonly clientData: string;
  readonly attestation: string;
}

/** Whether the browser offers passkeys where an e-mail is typed. */
export async function offersPasskeysInFields(): Promise<boolean> {
  if (!hasPasskeys()) return false;
  // Older browsers lack the question.
  const { isConditionalMediationAvailable } = PublicKeyCredential as Partial<typeof PublicKeyCredential>;
  return (await isConditionalMediationAvailable?.call(PublicKeyCredential)) ?? false;
}

interface Asking {
  /** Whether it is offered where an e-mail is typed, until somebody takes it. @default at once, in a window of the browser */
  readonly inField?: boolean;
  readonly signal?: AbortSignal;
}

/** Has a passkey of any account sign a ticket; undefined when the person would rather not, or another such question came. */
export async function askForPasskey(ticket: string, asking: Asking = {}): Promise<PasskeyAnswer | undefined> {
  const { inField = false, signal } = asking;
  if (signal?.aborted) return undefined;
  const cancel = () => {
    WebAuthnAbortService.cancelCeremony();
  };
  signal?.addEventListener('abort', cancel);
  try {
    const { id, response } = await startAuthentication({
      optionsJSON: { challenge: ticket, userVerification: 'required' },
      useBrowserAutofill: inField,
    });
    const { clientDataJSON: clientData, authenticatorData, signature, userHandle } = response;
    return { credentialId: id, clientData, authenticatorData, signature, ...(userHandle && { userHandle }) };
  } catch (error) {
    if (isLeft(error)) return undefined;
    throw new PasskeyError(error);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** Has the browser make a passkey; undefined when the person would rather not. */
export async function makePasskey({ ticket, site, user, known }: PasskeyWish): Promise<NewPasskey | undefined> {
  try {
    const { response } = await startRegistration({
      optionsJSON: {
        challenge: ticket,
        rp: site,
        user: { id: user.handle, name: user.name, displayName: user.displayName },
        // Ed25519, ECDSA and RSA, which all passkeys have at least one of (IANA COSE algorithms).
        pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: known.map((id) => ({ type: 'public-key', id })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'preferred' },
        attestation: 'none',
      },
    });
    const { clientDataJSON: clientData, attestationObject: attestation } = response;
    return { clientData, attestation };
  } catch (error) {
    if (isLeft(error)) return undefined;
    throw new PasskeyError(error);
  }
}

/** To leave the browser's question is no failure; it does not tell that from a time that ran out. */
function isLeft(error: unknown): boolean {
  return ['NotAllowedError', 'AbortError'].includes(nameOf(error) ?? '');
}
