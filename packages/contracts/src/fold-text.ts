/** Letters that Unicode does not take apart, but people who have no key for them do, or have another key for. */
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
  // Keyboards of Persian and of Arabic write the same letters by different characters.
  '\u06CC': '\u064A',
  '\u0649': '\u064A',
  '\u06A9': '\u0643',
  // Consonants of Malayalam without a vowel, which are also written by a virama and a joiner (The Unicode Standard, 12.9).
  '\u0D7A': '\u0D23\u0D4D',
  '\u0D7B': '\u0D28\u0D4D',
  '\u0D7C': '\u0D30\u0D4D',
  '\u0D7D': '\u0D32\u0D4D',
  '\u0D7E': '\u0D33\u0D4D',
  '\u0D7F': '\u0D15\u0D4D',
};
const plainLetter = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');
/** Accents and the like, and the points of scripts that are mostly written without; not the vowels of Indic scripts, which are marks as well. */
const accent = /(?=\p{Mn})[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]/gu;
/** What is not seen by itself: joiners, variation selectors, soft hyphens; and the stroke that only stretches an Arabic word. */
const unseen = /[\p{Default_Ignorable_Code_Point}\u0640]/gu;
/** What stands for an apostrophe or for quotation marks, be it set by a word processor or typed by its looks. */
const apostrophe = /[`\u00B4\u02B9\u02BB-\u02BD\u055A\u05F3\u2018-\u201B\u2032\u2035\u2039\u203A]/g;
const quotationMark = /["\u00AB\u00BB\u02BA\u05F4\u201C-\u201F\u2033\u2036]/g;

/** Whether every word that is looked for stands in one of the texts, each folded. What has no word in it is found nowhere. */
export function isFoundIn(search: string, texts: readonly string[]): boolean {
  const folded = texts.map(foldText);
  const words = foldedWords(search);
  return words.length > 0 && words.every((word) => folded.some((text) => text.includes(word)));
}

/** The words of a text, folded; none where it has nothing but accents or what is not seen. */
export function foldedWords(text: string): string[] {
  return foldText(text).split(' ').filter(Boolean);
}

/**
 * A text as it is looked for: what differs only by case, accents, points, composition, width, joiners, the form of apostrophes, quotation
 * marks and dashes, or the number of blanks becomes the same ("İSTANBUL" and "istanbul", "Straße" and "Strasse", "O’Brien" and "O'Brien").
 */
export function foldText(text: string): string {
  // Quotation marks come first: taken apart, an acute accent is a blank and a double prime two of them.
  return withPlainQuotes(withPlainQuotes(text.normalize('NFD')).normalize('NFKD'))
    .replace(unseen, '')
    .toLowerCase()
    .toUpperCase()
    .normalize('NFKD')
    .replace(accent, '')
    .toLowerCase()
    .replace(plainLetter, (letter) => plainLetters[letter] ?? letter)
    .replace(/\p{Dash}/gu, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function withPlainQuotes(text: string): string {
  return text.replace(apostrophe, "'").replace(quotationMark, '"');
}
