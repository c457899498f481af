const pattern = /^Bearer ([\w.~+/-]{1,512}=*)$/i;

/** The token in an Authorization header (RFC 6750 §2.1); undefined where there is none, or what is there is no token. */
export function readBearerToken(header: string): string | undefined {
  return pattern.exec(header)?.[1];
}

/** Whether an Authorization header brings a token, of whatever form. */
export function bringsBearerToken(header: string): boolean {
  return /^Bearer(?: |$)/i.test(header);
}
