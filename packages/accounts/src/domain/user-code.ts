import { userCodeLetters } from '@cloudapp/contracts/token-request';

const length = 8;
/** Of the values of a byte, as many as are whole rounds of the letters: each letter is as likely as the others. */
const bound = 256 - (256 % userCodeLetters.length);

/**
 * A code that a program shows and a person compares: "BCDF-GHJK".
 * @param random as many random bytes as it is asked for
 */
export function newUserCode(random: (size: number) => Uint8Array): string {
  let letters = '';
  while (letters.length < length) {
    for (const byte of random(length)) {
      if (byte < bound && letters.length < length) letters += userCodeLetters.charAt(byte % userCodeLetters.length);
    }
  }
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
