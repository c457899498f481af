import { onTestFinished, vi } from 'vitest';

type Asked<T> = (options: T) => Promise<unknown>;

interface PasskeyDevice {
  /** What comes of being asked for a passkey. @default nothing, until the question is taken back */
  readonly get?: Asked<CredentialRequestOptions>;
  readonly create?: Asked<CredentialCreationOptions>;
  /** Whether passkeys are offered where an e-mail is typed. @default false */
  readonly offersInFields?: boolean;
}

/** Gives the browser of this test passkeys. */
export function givePasskeys({ get = wait, create = wait, offersInFields = false }: PasskeyDevice = {}) {
  const PublicKeyCredential = Object.assign(() => undefined, {
    isConditionalMediationAvailable: () => Promise.resolve(offersInFields),
  });
  const credentials = { get: vi.fn(get), create: vi.fn(create) };
  vi.stubGlobal('PublicKeyCredential', PublicKeyCredential);
  Object.defineProperty(navigator, 'credentials', { configurable: true, value: credentials });
  onTestFinished(() => {
    vi.unstubAllGlobals();
    Reflect.deleteProperty(navigator, 'credentials');
  });
  return credentials;
}

/** What a browser throws. */
export function browserError(name: 'NotAllowedError' | 'AbortError' | 'InvalidStateError' | 'SecurityError'): Error {
  return new DOMException('of a test', name);
}

function wait({ signal }: CredentialRequestOptions): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      reject(browserError('AbortError'));
    });
  });
}

function bytesOf(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).buffer;
}

/** The text of a challenge. */
export function textOf(challenge: BufferSource | undefined): string {
  const bytes = Buffer.from(challenge as ArrayBuffer);
  return bytes.toString('base64url');
}

const shape = { rawId: bytesOf('id'), type: 'public-key', getClientExtensionResults: () => ({}) };

/** What the browser hands over when the passkey of a user signs. */
export function signedBy(userId: string): unknown {
  return {
    ...shape,
    id: 'credential',
    response: {
      authenticatorData: bytesOf('authenticator'),
      clientDataJSON: bytesOf('client'),
      signature: bytesOf('signature'),
      userHandle: bytesOf(userId),
    },
  };
}

/** What the browser hands over once it has made a passkey. */
export function madePasskey(): unknown {
  return {
    ...shape,
    id: 'credential',
    response: {
      clientDataJSON: bytesOf('client'),
      attestationObject: bytesOf('attestation'),
    },
  };
}
