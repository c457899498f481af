/** How the API names a public key: the hexadecimal SHA-256 of its wire form, which stands in base64 in its line. */
export async function keyIdOf(publicKeyLine: string): Promise<string> {
  const blob = Uint8Array.from(atob(publicKeyLine.split(' ')[1] ?? ''), (character) => character.charCodeAt(0));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', blob));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
