import { passwordLength } from '@cloudapp/contracts/session';
import { dictionary } from '@zxcvbn-ts/language-common';

/** Whose password it is: words that an attacker tries first. */
interface Person {
  readonly email: string;
  readonly name: string;
}

const productWords = ['cloudapp'];
/** Shorter parts of a name or an address stand in many good passphrases by accident. */
const shortestContextWord = 4;
/** What must be left of a password without context words; the length that NIST allows beside a second factor. */
const shortestRest = 8;
const fewestDifferent = 5;

let common: ReadonlySet<string> | undefined;

/** Made when first asked for: 49,000 passwords seen in breaches. */
function commonPasswords(): ReadonlySet<string> {
  common ??= new Set(dictionary['passwords-common'].map(String));
  return common;
}

/**
 * What is wrong with a password, as a sentence, or undefined. NIST SP 800-63B-4 §3.1.1.2: a minimum length and a
 * blocklist of common, repetitive and context words; no rules of composition.
 */
export function passwordFault(password: string, person: Person): string | undefined {
  const text = password.normalize('NFKC').toLowerCase();
  if (Array.from(text).length < passwordLength.min) return `must have at least ${passwordLength.min} characters`;
  if (password.length > passwordLength.max) return `must have at most ${passwordLength.max} characters`;
  if (isRepetitive(text)) return 'repeats a few characters or follows a row of them, which is guessed early';
  if (isCommon(text)) return 'is among the passwords that attackers try first';
  if (withoutContext(text, person).length < shortestRest) {
    return 'is made of your name, your e-mail address or the name of this product';
  }
  return undefined;
}

/** Common as it is, between digits and signs, or said twice. */
function isCommon(text: string): boolean {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '');
  return [text, core, plain, repeatedUnit(core), repeatedUnit(plain)].some((word) => commonPasswords().has(word));
}

function isRepetitive(text: string): boolean {
  return new Set(text).size < fewestDifferent || repeatedUnit(text).length < fewestDifferent || isRow(text);
}

/** The shortest text that, said again and again, makes the whole. */
function repeatedUnit(text: string): string {
  return /^(.+?)\1*$/su.exec(text)?.[1] ?? text;
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
];
const rowSteps = new Set(
  rows
    .flatMap((row) => [row, Array.from(row).reverse().join('')])
    .flatMap((row) => Array.from({ length: row.length - 1 }, (_, place) => row.slice(place, place + 2))),
);

/** Whether almost all characters follow the one before as on a keyboard or in the alphabet. */
function isRow(text: string): boolean {
  const steps = Array.from({ length: text.length - 1 }, (_, place) => text.slice(place, place + 2));
  return steps.filter((step) => rowSteps.has(step)).length >= 0.7 * steps.length;
}

function withoutContext(text: string, { email, name }: Person): string {
  const words = [...productWords, ...`${email} ${name}`.toLowerCase().split(/[^\p{L}\p{N}]+/u)]
    .filter((word) => word.length >= shortestContextWord)
    .sort((a, b) => b.length - a.length);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), text);
  return rest === text ? text : rest.replace(/[^\p{L}\p{N}]/gu, '');
}
