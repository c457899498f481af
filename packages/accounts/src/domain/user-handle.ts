/** By what a passkey knows whose it is (WebAuthn Level 3 §5.4.3): the user's id, which says nothing about a person. Base64url. */
export function userHandle(userId: string): string {
  return Buffer.from(userId).toString('base64url');
}

/** The id of the user whom a handle names. */
export function userOfHandle(handle: string | undefined): string | undefined {
  const userId = handle === undefined ? '' : Buffer.from(handle, 'base64url').toString();
  return /^usr_[0-9a-z]{26}$/.test(userId) ? userId : undefined;
}
