/** WebCrypto exists in secure contexts only: https, or this very machine. */
export function canGenerateKeys(): boolean {
  return typeof globalThis.crypto.subtle === 'object';
}
