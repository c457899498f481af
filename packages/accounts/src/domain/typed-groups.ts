/** Crockford's base 32: no letter that is taken for another when it is read aloud or copied by hand. */
export const readableAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Random characters, five bits each, in groups between hyphens. */
export function randomGroups(random: (size: number) => Uint8Array, groups: number, groupLength: number): string {
  const characters = Array.from(random(groups * groupLength), (byte) =>
    readableAlphabet.charAt(byte % readableAlphabet.length),
  );
  return Array.from({ length: groups }, (_, group) =>
    characters.slice(group * groupLength, (group + 1) * groupLength).join(''),
  ).join('-');
}

/**
 * What mail programs, chats, word processors and phones make of such groups (blanks of any kind, signs that nobody sees, hyphens that do
 * not break, capitals) undone.
 */
export function asTyped(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .replaceAll(/[\u2010-\u2015\u2212\uFE63\uFF0D]/gu, '-');
}
