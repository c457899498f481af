import { createHash } from 'node:crypto';

/** What a sign-in says to a company, each 256 bits in base64url. */
export interface CompanyWords {
  /** By which our page knows the company's answer again. */
  readonly state: string;
  /** By which an ID token is of this sign-in. */
  readonly nonce: string;
  /** By which the code is of whoever began (PKCE, RFC 7636). */
  readonly verifier: string;
}

/**
 * The words that belong to a ticket. Only the browser that began has the ticket: who knows what the company was told, or what it
 * answered, cannot go on.
 */
export function wordsOf(ticket: string): CompanyWords {
  const word = (use: string) => createHash('sha256').update(`${use}:${ticket}`).digest('base64url');
  return { state: word('state'), nonce: word('nonce'), verifier: word('verifier') };
}

/** The key that stands for somebody at a company: hex SHA-256 of issuer and subject, neither of which can hold a line's end. */
export function identityOf(issuer: string, subject: string): string {
  return createHash('sha256').update(`${issuer}\n${subject}`).digest('hex');
}
