/** Scripts whose letters join: a non-joiner between two of them changes how a word is read (UAX #31, A1). */
const joining = String.raw`[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mandaic}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]`;
/** Viramas of scripts in use: behind one, joiner and non-joiner choose the form of a conjunct (UAX #31, A2 and B). */
const virama = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0F84\u1039\u103A\u17D2\u1A60\u1B44\uA806\uA8C4\uA953\uA9C0]`;
const letter = String.raw`[\p{L}]`;
const pictograph = String.raw`\p{Extended_Pictographic}`;
const mongolianLetter = String.raw`(?=\p{L})\p{Script=Mongolian}`;
const mongolianSelector = String.raw`[\u180B-\u180D\u180F]`;
/** The letters a to z as tags, and with the digits. */
const tagLetter = String.raw`[\u{E0061}-\u{E007A}]`;
const tagLetterOrDigit = String.raw`[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]`;

/** What may not be seen but belongs where it stands. */
const meant = [
  String.raw`(?<=${joining}\p{Mn}*)\u200C(?=${joining})`,
  String.raw`(?<=${letter}\p{Mn}*${virama})\u200C(?=${letter}|$|\s)`,
  // Any mark counts as the dependent vowel that may not follow (UAX #31, B): expressions know no syllabic categories.
  String.raw`(?<=${letter}\p{Mn}*${virama})\u200D(?!\p{M})`,
  // Before a virama: the ra of Bengali, Assamese and Kannada keeps its form, letters of Sinhala touch (The Unicode Standard, 12.2, 12.8, 13.2).
  String.raw`(?<=[\u09B0\u09F0])\u200D(?=\u09CD\u09AF)`,
  String.raw`(?<=\u0CB0)\u200D(?=\u0CCD(?=\p{L})\p{Script=Kannada})`,
  String.raw`(?<=(?=\p{L})\p{Script=Sinhala})\u200D(?=\u0DCA(?=\p{L})\p{Script=Sinhala})`,
  // The form of a Chinese character or of a Mongolian letter, and the gap before a final vowel (The Unicode Standard, 23.4, 13.5).
  String.raw`(?<=\p{Unified_Ideograph})[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=${mongolianLetter})${mongolianSelector}`,
  String.raw`(?<=${mongolianLetter}${mongolianSelector}?)\u180E(?=${mongolianLetter})`,
  String.raw`(?<=${pictograph}[\uFE0F\p{Emoji_Modifier}]?)\u200D(?=${pictograph})`,
  String.raw`(?<=${pictograph}|[0-9#*])[\uFE0E\uFE0F]`,
  // The flag of a part of a country: a black flag and the part's code (UTS #51, ED-14a), no longer than ISO 3166-2 has it.
  String.raw`(?<=\u{1F3F4})${tagLetter}{2}${tagLetterOrDigit}{1,3}\u{E007F}`,
].join('|');
const meantJoiners = new RegExp(meant, 'gu');

/** Controls, what turns the direction, what is not assigned to anything, what stands for an object or for what could not be read. */
const neverMeantClass = String.raw`[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFFC\uFFFD]`;
const neverMeant = new RegExp(neverMeantClass, 'u');
const meantOrNever = new RegExp(`(${meant})|${neverMeantClass}+`, 'gu');
/** The Braille pattern without a dot, blanks among hieroglyphs and the null notehead are letters or symbols to Unicode and blanks to the eye. */
const visible = /[^\p{M}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800\u{13441}\u{13442}\u{1D159}]/u;

/**
 * Whether a text can stand as a name, of a person or of anything: it has something to see, and nothing that cannot be seen but
 * joiners where Unicode's rules for identifiers want them (UAX #31 §2.3), what chooses the form of a letter, and what emoji are made of.
 */
export function isName(text: string): boolean {
  return visible.test(text) && !neverMeant.test(text.replace(meantJoiners, ''));
}

/** A text in one line without what cannot be seen, but for the joiners that names may have; each run of it is a blank. */
export function withoutInvisible(text: string): string {
  return text.replace(meantOrNever, (_, joiner: string | undefined) => joiner ?? ' ').trim();
}
