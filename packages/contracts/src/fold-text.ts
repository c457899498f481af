/** Letters that Unicode does not take apart, but people who have no key for them do. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  ŧ: 't',
  þ: 'th',
  ς: 'σ',
};
const plainLetter = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');
/** Accents and the like; not the vowels of Indic scripts, which are marks to Unicode as well. */
const accent = /(?=\p{Mn})\p{Script=Inherited}/gu;

/** Whether every word that is looked for stands in one of the texts, each folded. */
export function isFoundIn(search: string, texts: readonly string[]): boolean {
  const folded = texts.map(foldText);
  return foldText(search)
    .split(' ')
    .every((word) => folded.some((text) => text.includes(word)));
}

/**
 * A text as it is looked for: what differs only by case, accents, composition, width or the number of blanks becomes the same
 * ("İSTANBUL" and "istanbul", "Strasse" and "Straße", "Søren" and "soren").
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .toUpperCase()
    .normalize('NFKD')
    .replace(accent, '')
    .toLowerCase()
    .replace(plainLetter, (letter) => plainLetters[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();
}
