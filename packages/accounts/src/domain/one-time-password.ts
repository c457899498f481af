/** Crockford's base 32: no letter that is taken for another when it is read aloud or copied by hand. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const groups = 4;
const groupLength = 5;

/** A password to hand over once: four groups of five characters, 20 × 5 = 100 random bits, 23 characters. */
export function generateOneTimePassword(random: (size: number) => Uint8Array): string {
  const characters = Array.from(random(groups * groupLength), (byte) => alphabet.charAt(byte % alphabet.length));
  return Array.from({ length: groups }, (_, group) =>
    characters.slice(group * groupLength, (group + 1) * groupLength).join(''),
  ).join('-');
}
