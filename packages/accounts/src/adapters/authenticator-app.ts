import { Secret, TOTP } from 'otpauth';

const issuer = 'CloudApp';
/** 160 bits, as RFC 4226 §4 recommends. */
const secretBytes = 20;
const periodSeconds = 30;
/** Steps of time to either side, for clocks that go wrong and people who type slowly (RFC 6238 §5.2). */
const window = 1;

/** What an authenticator app and the service share. */
export interface AuthenticatorSecret {
  readonly bytes: Uint8Array;
  /** To type where nothing can be scanned. */
  readonly base32: string;
  /** The same as an address for a QR code. */
  readonly uri: string;
}

/** A new secret for the app of somebody, who is called there what `label` says. */
export function newAuthenticatorSecret(label: string): AuthenticatorSecret {
  const secret = new Secret({ size: secretBytes });
  return { bytes: secret.bytes, base32: secret.base32, uri: totpOf(secret, label).toString() };
}

/** The step of time (RFC 6238 §4.2) that six digits are the code of, now or a step beside it; undefined of a wrong code. */
export function stepOfCode(secret: Uint8Array, code: string, now: Date): number | undefined {
  const timestamp = now.getTime();
  const delta = totpOf(new Secret({ buffer: Uint8Array.from(secret).buffer })).validate({
    token: code,
    timestamp,
    window,
  });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / periodSeconds) + delta;
}

function totpOf(secret: Secret, label = ''): TOTP {
  return new TOTP({ issuer, label, secret, algorithm: 'SHA1', digits: 6, period: periodSeconds });
}
