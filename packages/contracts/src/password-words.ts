import passwords from '@zxcvbn-ts/language-common/dist/passwords.json.mjs';
import germanWords from '@zxcvbn-ts/language-de/dist/commonWords.json.esm.js';
import englishWords from '@zxcvbn-ts/language-en/dist/commonWords.json.mjs';
import firstNames from '@zxcvbn-ts/language-en/dist/firstnames.json.mjs';
import { foldText } from './fold-text.ts';

/** A word that attackers try, and the power of ten of how many they try before it. */
export interface KnownWord {
  readonly kind: 'common-password' | 'common-words' | 'own-words';
  readonly cost: number;
}

export type Words = ReadonlyMap<string, KnownWord>;

const productWords = ['cloudapp'];
/** Shorter parts of a name or an address stand in many good passphrases by accident. */
const shortestOwnWord = 4;
/** How a German keyboard's letters are written where there is none. */
const germanSpellings: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
/** What passwords that must be changed each quarter are made of. */
const seasonsAndMonths =
  'spring summer autumn fall winter frühling fruehling sommer herbst ' +
  'january february march april may june july august september october november december ' +
  'januar februar märz maerz mai juni juli oktober dezember';
/** Twelve months and four seasons are tried before most words. */
const seasonRank = 16;

let common: Words | undefined;

/**
 * Passwords seen in breaches, words of English and German by how often they are said, first names: some 100,000, made when they
 * are first asked for.
 */
export function commonWords(): Words {
  common ??= rank([
    ['common-password', byOrder(passwords)],
    ['common-words', byOrder(englishWords)],
    ['common-words', byOrder(germanWords)],
    ['common-words', byOrder(firstNames)],
    ['common-words', seasonsAndMonths.split(' ').map((word) => [word, seasonRank] as const)],
  ]);
  return common;
}

type Ranked = readonly (readonly [word: string, rank: number])[];

function byOrder(words: readonly (string | number)[]): Ranked {
  return words.map((word, place) => [String(word).toLowerCase(), place + 1] as const);
}

/** A word in several lists is what it ranks first as. */
function rank(lists: readonly (readonly [KnownWord['kind'], Ranked])[]): Words {
  const words = new Map<string, KnownWord>();
  for (const [kind, ranked] of lists) {
    for (const [word, place] of ranked) {
      const cost = Math.log10(place + 1);
      const known = words.get(word);
      if (known === undefined || cost < known.cost) words.set(word, { kind, cost });
    }
  }
  return words;
}

/** What others know of a person: the product's name, and the parts of four letters or more of name and e-mail address. */
export function ownWords(texts: readonly string[]): Words {
  const parts = texts
    .flatMap((text) => [text.toLowerCase(), foldText(text), germanSpelling(text.toLowerCase())])
    .flatMap((text) => text.normalize('NFKC').split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= shortestOwnWord);
  return new Map([...productWords, ...parts].map((word) => [word, { kind: 'own-words', cost: 0 }]));
}

function germanSpelling(text: string): string {
  return text.replace(/[äöüß]/g, (letter) => germanSpellings[letter] ?? letter);
}
