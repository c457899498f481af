import { phraseLength } from './password-phrases.ts';
import { copyLengths, rowLengths } from './password-rows.ts';
import { spellingsOf, type Spelling } from './password-spellings.ts';
import { commonWords, ownWords, type KnownWord, type Words } from './password-words.ts';

/** What a part of a password is to someone who guesses it. */
export type PieceKind = KnownWord['kind'] | 'repeat' | 'row' | 'year' | 'character';

export interface Guesses {
  /** The power of ten of how many guesses it takes at the least. */
  readonly log10: number;
  /** What most of the password's characters are part of, in the cheapest way to guess it. */
  readonly kind: PieceKind;
}

interface Piece {
  readonly kind: PieceKind;
  readonly length: number;
  readonly cost: number;
}

/** Which kind of piece comes next is a guess too: half a power of ten, as three kinds are likely. */
const kindCost = 0.5;
const letterCost = Math.log10(26);
const signCost = Math.log10(33);
/** Any letter of a script of its own: taken for the smallest such alphabets. */
const otherLetterCost = Math.log10(50);
/** A sign that stood before, as between words. */
const knownSignCost = 0.2;
/** Which of the last hundred years, or so. */
const yearCost = 1.5;

/** Which of the sentences that everybody knows, and how it is written. */
const phraseCost = 2;

const year = /^(?:19|20)\d\d/;
const longestWord = 24;
/** Shorter words are hardly written backwards. */
const fewestBackwards = 4;

/**
 * How many guesses a password takes when an attacker puts it together of what is tried first: passwords and common words, also
 * backwards or with digits and signs for letters, what is known of the person, repeats, rows of keys, years, and single characters
 * for the rest. Upper case is taken for free. Found is the cheapest way, by dynamic programming: at most 256 × 24 look-ups.
 */
export function countGuesses(password: string, known: readonly string[]): Guesses {
  const text = password.normalize('NFKC').toLowerCase();
  const spellings = spellingsOf(text);
  const dictionaries = [ownWords(known), commonWords()];
  const rows = rowLengths(text);
  const copies = copyLengths(text);
  const best: { log10: number; from: number; kind: PieceKind }[] = [{ log10: 0, from: 0, kind: 'character' }];
  const piecesAt = (at: number): Piece[] => [
    characterAt(text, at),
    ...wordsAt(spellings, at, dictionaries),
    ...rowsAt(rows[at]),
    ...copiesAt(at, copies[at] ?? 0),
    ...yearsAt(text, at),
    ...phrasesAt(text, at),
  ];
  for (let at = 0; at < text.length; at++) {
    const before = best[at]?.log10 ?? Infinity;
    for (const { kind, length, cost } of piecesAt(at)) {
      const log10 = before + cost;
      if (log10 < (best[at + length]?.log10 ?? Infinity)) best[at + length] = { log10, from: at, kind };
    }
  }
  return { log10: best[text.length]?.log10 ?? 0, kind: mainKind(best) };
}

/** What covers most characters of the cheapest way; single characters only when nothing else is there. */
function mainKind(best: readonly { from: number; kind: PieceKind }[]): PieceKind {
  const covered = new Map<PieceKind, number>();
  for (let at = best.length - 1; at > 0;) {
    const { from, kind } = best[at] ?? { from: 0, kind: 'character' as const };
    if (kind !== 'character') covered.set(kind, (covered.get(kind) ?? 0) + at - from);
    at = from;
  }
  return [...covered].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'character';
}

function characterAt(text: string, at: number): Piece {
  return { kind: 'character', length: 1, cost: characterCost(text, at) };
}

function characterCost(text: string, at: number): number {
  const character = text.charAt(at);
  if (/\d/.test(character)) return 1;
  if (/[a-z]/.test(character)) return letterCost;
  if (/\p{L}/u.test(character)) return otherLetterCost;
  return text.indexOf(character) < at ? knownSignCost : signCost;
}

function wordsAt(spellings: readonly Spelling[], at: number, dictionaries: readonly Words[]): Piece[] {
  return spellings.flatMap(({ text, reversed, cost: spellingCost }) => {
    const pieces: Piece[] = [];
    const end = text.length - at;
    for (let length = 1; length <= Math.min(longestWord, end); length++) {
      const forwards = findWord(text.slice(at, at + length), dictionaries);
      if (forwards) pieces.push({ kind: forwards.kind, length, cost: forwards.cost + spellingCost + kindCost });
      const backwards =
        length < fewestBackwards ? undefined : findWord(reversed.slice(end - length, end), dictionaries);
      if (backwards) pieces.push({ kind: backwards.kind, length, cost: backwards.cost + spellingCost + 2 * kindCost });
    }
    return pieces;
  });
}

function findWord(word: string, dictionaries: readonly Words[]): KnownWord | undefined {
  for (const words of dictionaries) {
    const known = words.get(word);
    if (known) return known;
  }
  return undefined;
}

const fewestInRow = 3;

function rowsAt(row: { readonly length: number; readonly cost: number } | undefined): Piece[] {
  if (row === undefined) return [];
  return lengthsTo(row.length).map((length) => ({ kind: 'row', length, cost: row.cost + kindCost }));
}

/** Where the copy begins is guessed. */
function copiesAt(at: number, longest: number): Piece[] {
  return lengthsTo(longest).map((length) => ({ kind: 'repeat', length, cost: Math.log10(at + 1) + kindCost }));
}

function lengthsTo(longest: number): number[] {
  return Array.from({ length: Math.max(0, longest - fewestInRow + 1) }, (_, more) => fewestInRow + more);
}

function yearsAt(text: string, at: number): Piece[] {
  return year.test(text.slice(at, at + 4)) ? [{ kind: 'year', length: 4, cost: yearCost + kindCost }] : [];
}

function phrasesAt(text: string, at: number): Piece[] {
  const length = phraseLength(text, at);
  return length === 0 ? [] : [{ kind: 'common-password', length, cost: phraseCost + kindCost }];
}
