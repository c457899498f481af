import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const randomLength = 16;
const timeLength = 10;

/**
 * An id that sorts by the time it was made: prefix, 10 characters of milliseconds and 16 random ones (80 bits) in
 * Crockford's base 32, as ULIDs are (https://github.com/ulid/spec), in lower case.
 */
export function newId(
  prefix: 'usr' | 'grp' | 'ses' | 'tok' | 'pky' | 'idp' | 'mch' | 'evt' | 'sev' | 'whk',
  now: Date,
  random: (size: number) => Uint8Array = randomBytes,
): string {
  let time = '';
  for (let rest = now.getTime(), place = 0; place < timeLength; place++, rest = Math.floor(rest / 32)) {
    time = alphabet.charAt(rest % 32) + time;
  }
  const tail = Array.from(random(randomLength), (byte) => alphabet.charAt(byte % 32)).join('');
  return `${prefix}_${time}${tail}`;
}
