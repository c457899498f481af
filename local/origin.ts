/**
 * Where the pages are, as browsers write it: the port that http has anyway is left out. By name, since browsers make no passkey for an
 * address (https://www.w3.org/TR/webauthn-3/#rp-id).
 */
export const originOf = (port: number): string => new URL(`http://localhost:${port}`).origin;

/** The same by address: for programs, and for whoever types it. */
export const addressOf = (port: number): string => new URL(`http://127.0.0.1:${port}`).origin;
