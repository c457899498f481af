import { isWhole, withSecret } from './access-token.ts';

const prefix = 'cloudapp_scim_';
const pattern = /^cloudapp_scim_[0-9A-Za-z]{49}$/;

/** What a directory sends: as a token for programs (`writeAccessToken`), of nobody, and known by a prefix of its own. */
export function writeDirectoryToken(random: (size: number) => Uint8Array): string {
  return withSecret(prefix, random);
}

/** Whether a text has the form of such a token, and was not mistyped: anything else need not be looked up. */
export function isDirectoryToken(text: string): boolean {
  return pattern.test(text) && isWhole(text);
}
