import type { PasskeyAnswer } from '@cloudapp/contracts/sign-in';
import type { StoredPasskey } from '@cloudapp/data/factor-item';

/** Where passkeys are good for: the origin of the pages. Its host is the relying party (WebAuthn Level 3 §5.1.2). */
export type Site = string;

/** A passkey as a browser has made it. */
export interface NewPasskey {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly isSynced: boolean;
}

/** What a browser answers to the wish for a passkey, in base64url. */
export interface PasskeyMade {
  readonly clientData: string;
  readonly attestation: string;
}

/**
 * Has what a passkey has signed looked at.
 * @returns what it has counted up to, or undefined when it is refused: another challenge, site or key, or a counter that went back
 */
export async function verifyPasskey(
  { credentialId: id, publicKey, counter }: StoredPasskey,
  answer: PasskeyAnswer,
  { site, challenge, mustKnowWho }: { readonly site: Site; readonly challenge: string; readonly mustKnowWho: boolean },
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: answer.clientData,
          authenticatorData: answer.authenticatorData,
          signature: answer.signature,
          ...(answer.userHandle !== undefined && { userHandle: answer.userHandle }),
        },
      },
      expectedChallenge: challenge,
      expectedOrigin: site,
      expectedRPID: new URL(site).hostname,
      credential: { id, publicKey: Buffer.from(publicKey, 'base64url'), counter },
      requireUserVerification: mustKnowWho,
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

/** The library wants the id beside the attestation, and takes the one inside. */
const unread = { id: 'unread', rawId: 'unread' };

/** Has a new passkey looked at. @returns undefined when it is refused */
export async function verifyNewPasskey(
  { clientData, attestation }: PasskeyMade,
  { site, challenge }: { readonly site: Site; readonly challenge: string },
): Promise<NewPasskey | undefined> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...unread,
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: clientData, attestationObject: attestation },
      },
      expectedChallenge: challenge,
      expectedOrigin: site,
      expectedRPID: new URL(site).hostname,
      requireUserVerification: false,
    });
    if (!verified) return undefined;
    const { credential, credentialBackedUp } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      isSynced: credentialBackedUp,
    };
  } catch {
    return undefined;
  }
}
