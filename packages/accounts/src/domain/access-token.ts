import { crc32 } from 'node:zlib';
import type { StoredAccessToken } from '@cloudapp/data/access-token-item';
import type { StoredUser } from '@cloudapp/data/user-item';
import { isHeldBy } from './session-life.ts';

const prefix = 'cloudapp_';
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const secretBytes = 32;
/** 256 bits, and the 32 of the checksum, in base 62. */
const lengths = { secret: 43, checksum: 6 };
const pattern = /^cloudapp_([0-9a-z]{26})([0-9a-z]{26})[0-9A-Za-z]{49}$/;

function inBase62(bytes: Uint8Array, length: number): string {
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  while (text.length < length) {
    text = digits.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}

function checksumOf(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return inBase62(bytes, lengths.checksum);
}

/**
 * What a program sends in place of a session: a prefix that is found in code, whose token of whom it is, 256 random bits, and the CRC-32 of
 * all before it, so that whoever scans code for secrets knows one without asking.
 * @param random as many random bytes as it is asked for
 */
export function writeAccessToken(userId: string, tokenId: string, random: (size: number) => Uint8Array): string {
  return withSecret(prefix + userId.slice('usr_'.length) + tokenId.slice('tok_'.length), random);
}

/** A text with 256 random bits behind it, and the checksum of all that. */
export function withSecret(text: string, random: (size: number) => Uint8Array): string {
  const whole = text + inBase62(random(secretBytes), lengths.secret);
  return whole + checksumOf(whole);
}

/** Whether the end of a text is the checksum of what stands before it: it was not mistyped. */
export function isWhole(text: string): boolean {
  return checksumOf(text.slice(0, -lengths.checksum)) === text.slice(-lengths.checksum);
}

/** Which token a text claims to be; undefined where it has not the form of one, or was mistyped. */
export function readAccessToken(text: string): { readonly userId: string; readonly tokenId: string } | undefined {
  const [, user, token] = pattern.exec(text) ?? [];
  if (user === undefined || token === undefined) return undefined;
  return isWhole(text) ? { userId: `usr_${user}`, tokenId: `tok_${token}` } : undefined;
}

/** Whether a token has not ended: neither by time, nor with its user, nor by what ended the sessions of that user. */
export function isTokenAlive(token: StoredAccessToken, user: StoredUser, now: Date): boolean {
  const isOver = Date.parse(token.expiresAt) <= now.getTime();
  return !isOver && isHeldBy(token, user);
}
