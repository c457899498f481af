/** Scripts whose letters join: a non-joiner between two of them changes how a word is read (UAX #31, A1). */
const joining = String.raw`[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mandaic}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]`;
/** Viramas of scripts in use: behind one, joiner and non-joiner choose the form of a conjunct (UAX #31, A2 and B). */
const virama = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0F84\u1039\u103A\u17D2\u1A60\u1B44\uA806\uA8C4\uA953\uA9C0]`;
const letter = String.raw`[\p{L}]`;
const pictograph = String.raw`\p{Extended_Pictographic}`;

/** What may not be seen but belongs where it stands. */
const meant = [
  String.raw`(?<=${joining}\p{Mn}*)\u200C(?=${joining})`,
  String.raw`(?<=${letter}\p{Mn}*${virama})[\u200C\u200D](?=${letter}|$|\s)`,
  String.raw`(?<=${pictograph}[\uFE0F\p{Emoji_Modifier}]?)\u200D(?=${pictograph})`,
  String.raw`(?<=${pictograph}|[0-9#*])[\uFE0E\uFE0F]`,
].join('|');
const meantJoiners = new RegExp(meant, 'gu');

/** Controls, what turns the direction, what is not assigned to anything, the replacement of what could not be read. */
const neverMeantClass = String.raw`[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{FFFD}]`;
const neverMeant = new RegExp(neverMeantClass, 'u');
const meantOrNever = new RegExp(`(${meant})|${neverMeantClass}+`, 'gu');
/** The Braille pattern without a dot is a symbol to Unicode and a blank to the eye. */
const visible = /[^\p{M}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Whether a text can stand as a name, of a person or of anything: it has something to see, and nothing that cannot be seen but
 * joiners where Unicode's rules for identifiers want them (UAX #31 §2.3) and those of emoji.
 */
export function isName(text: string): boolean {
  return visible.test(text) && !neverMeant.test(text.replace(meantJoiners, ''));
}

/** A text in one line without what cannot be seen, but for the joiners that names may have; each run of it is a blank. */
export function withoutInvisible(text: string): string {
  return text.replace(meantOrNever, (_, joiner: string | undefined) => joiner ?? ' ').trim();
}
