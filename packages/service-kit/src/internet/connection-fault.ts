import { UnreachableAddressError } from './reachable-addresses.ts';

/** What a connection that failed is told as; whatever it is about, no more than this is said of it. */
const faults: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The name is not known',
  EAI_AGAIN: 'The name could not be looked up',
  ECONNREFUSED: 'Nothing answers there',
  ECONNRESET: 'The connection was cut off',
  EHOSTUNREACH: 'Nothing answers there',
  ENETUNREACH: 'Nothing answers there',
  ETIMEDOUT: 'Nothing answers there',
};

/**
 * Why a connection to an address that somebody typed came to nothing, in words for that person.
 * @param seconds it was given, for one that took longer
 */
export function connectionFault(error: unknown, seconds: number): string {
  if (error instanceof UnreachableAddressError) return 'The address is not on the internet';
  if (error instanceof Error && error.name === 'TimeoutError') return `No answer within ${seconds} seconds`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ABORT_ERR') return `No answer within ${seconds} seconds`;
  if (/^EPROTO$|^ERR_SSL/.test(code)) return 'It does not speak TLS';
  if (/CERT|^ERR_TLS|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) return 'Its certificate is not good';
  return faults[code] ?? 'The connection failed';
}
