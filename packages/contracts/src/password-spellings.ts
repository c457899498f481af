/** A text of the same length as a password, in which words may stand that the password only resembles. */
export interface Spelling {
  readonly text: string;
  readonly reversed: string;
  /** The power of ten of how many ways of writing an attacker tries. */
  readonly cost: number;
}

type Substitutes = Readonly<Record<string, string>>;

const letterLikes: Substitutes = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '|': 'l',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
  '+': 't',
  '8': 'b',
  '9': 'g',
  '6': 'g',
  '€': 'e',
};
/** On the keyboards of America, which the lists of passwords come from. */
const shiftedDigits: Substitutes = {
  '!': '1',
  '@': '2',
  '#': '3',
  $: '4',
  '%': '5',
  '^': '6',
  '&': '7',
  '*': '8',
  '(': '9',
  ')': '0',
};

/** As it is, with letters for the digits and signs that resemble them, and with the digits of keys that were shifted. */
export function spellingsOf(text: string): Spelling[] {
  const others = [letterLikes, { ...letterLikes, '1': 'l', '!': 'l' }, shiftedDigits].map((substitutes) =>
    text.replace(/[^\p{L}\s]/gu, (sign) => substitutes[sign] ?? sign),
  );
  const changed = [...new Set(others)].filter((other) => other !== text);
  return [spelling(text, 0), ...changed.map((other) => spelling(other, 0.5))];
}

/** Reversed by code units, so that places in it are those of the text. */
function spelling(text: string, cost: number): Spelling {
  const reversed = Array.from({ length: text.length }, (_, place) => text.charAt(text.length - 1 - place)).join('');
  return { text, reversed, cost };
}
