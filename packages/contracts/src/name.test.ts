import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instanceNameSchema } from './instance.ts';
import { plainText } from './primitives.ts';
import { personName } from './user.ts';

const name = plainText(60);
const anil = '\u0D05\u0D28\u0D3F\u0D32\u0D4D\u200D';
const kumar = '\u0D15\u0D41\u0D2E\u0D3E\u0D30\u0D4D\u200D';
const rajan = '\u0D30\u0D3E\u0D1C\u0D28\u0D4D\u200D';

describe('a name', () => {
  it.each([
    ['Latin with marks', 'Zoë Ångström-Nuñez'],
    ['an apostrophe and an ampersand', "O'Neil & Söhne"],
    ['Persian with a non-joiner inside of words', 'علی\u200Cرضا می\u200Cخواهم'],
    ['Persian with marks before the non-joiner', 'مَی\u064E\u200Cروم'],
    ['Sinhala with a joiner behind its virama', '\u0DC1\u0DCA\u200D\u0DBB\u0DD3 \u0DBD\u0D82\u0D9A\u0DCF'],
    ['Malayalam with a joiner at the end of a word', 'അവന\u0D4D\u200D'],
    ['Hindi with a non-joiner behind its virama', 'क\u094D\u200Cष'],
    ['a family', 'the 👨\u200D👩\u200D👧\u200D👦 box'],
    ['an emoji with a colour of skin', 'woman 👩🏽\u200D💻'],
    ['a heart with its presentation', '❤\uFE0F'],
    ['a rainbow flag', '🏳\uFE0F\u200D🌈'],
    ['Chinese', '测试机器'],
    ['Hebrew', 'דוד המלך'],
    ['Hangul', '김철수'],
    ['a digit', '7'],
    ['Malayalam with a joiner before a hyphen and at the end', `${anil}-${kumar}`],
    ['Malayalam with a joiner before a comma', `${rajan}, \u0D15\u0D46`],
    ['Malayalam with a joiner before a bracket', `(${rajan})`],
    ['Malayalam with a joiner before a digit', `${rajan}2`],
    ['Malayalam with a joiner before a hyphen and a digit', `${anil}-1`],
    ['Bengali with a joiner before its virama', '\u09B0\u200D\u09CD\u09AF\u09BE\u099A\u09C7\u09B2'],
    ['Assamese with a joiner before its virama', '\u09F0\u200D\u09CD\u09AF\u09BE'],
    ['Kannada with a joiner before its virama', '\u0CB0\u200D\u0CCD\u0C95'],
    ['Sinhala with letters that touch', '\u0DB6\u0DD4\u0DAF\u200D\u0DCA\u0DB0'],
    ['Japanese with the form of a character', '\u845B\u{E0100}\u57CE'],
    ['Chinese with the form of a character', '\u4E0D\uFE00\u4E00'],
    ['Mongolian with the form of a letter', '\u182D\u180B\u1820 \u1828\u180D\u1820'],
    ['Mongolian with a gap before its last vowel', '\u182C\u180B\u180E\u1820'],
    ['the flag of England', '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
  ])('may be %s', (_, text) => {
    expect(name.safeParse(text)).toMatchObject({ success: true, data: text.normalize('NFC') });
  });

  it.each([
    ['blanks', '  \u00A0\u2003 '],
    ['Hangul fillers', '\u3164\u3164'],
    ['a Hangul choseong filler', '\u115F\u1160'],
    ['halfwidth fillers', '\uFFA0'],
    ['Braille blanks', '\u2800\u2800'],
    ['combining grapheme joiners', '\u034F\u034F'],
    ['zero width spaces', '\u200B\u200B'],
    ['nothing but a mark', '\u0301'],
    ['nothing but variation selectors', '\uFE0F'],
    ['nothing but variation selectors of characters', '\u{E0100}\u{E0101}'],
    ['nothing but variation selectors of Mongolian', '\u180B\u180E'],
    ['nothing but joiners', '\u200D\u200C'],
    ['nothing but tags', '\u{E0067}\u{E0062}\u{E007F}'],
    ['the notehead that is none', '\u{1D159}'],
    ['blanks among hieroglyphs', '\u{13441}\u{13442}'],
    ['what stands for an object', '\uFFFC'],
  ])('cannot be seen: %s', (_, text) => {
    expect(name.safeParse(text).success).toBe(false);
  });

  it.each([
    ['a direction override', 'admin\u202Egpj.exe'],
    ['an isolate', 'a\u2066b\u2069'],
    ['a right-to-left mark', 'a\u200Fb'],
    ['a non-joiner between Latin letters', 'ad\u200Cmin'],
    ['a joiner between Latin letters', 'ad\u200Dmin'],
    ['a zero width space', 'ad\u200Bmin'],
    ['a byte order mark', '\uFEFFadmin'.concat('x').replace('\uFEFFa', 'a\uFEFF')],
    ['a soft hyphen', 'ad\u00ADmin'],
    ['a filler between letters', 'ad\u3164min'],
    ['a variation selector on a letter', 'a\uFE0Fdmin'],
    ['a joiner behind a virama and before a vowel', '\u0D28\u0D4D\u200D\u0D3F'],
    ['two joiners behind a virama', '\u0D28\u0D4D\u200D\u200D'],
    ['a joiner behind a virama that follows no letter', 'a \u0D4D\u200D'],
    ['a joiner before the virama of another letter', '\u0995\u200D\u09CD\u09AF'],
    ['a joiner before a virama that joins nothing', '\u09B0\u200D\u09CD'],
    ['a joiner before a virama of Kannada that joins nothing', '\u0CB0\u200D\u0CCD'],
    ['a joiner before a virama of Sinhala that joins nothing', '\u0DAF\u200D\u0DCA'],
    ['a non-joiner before a hyphen', '\u0915\u094D\u200C-\u0937'],
    ['the form of a character behind a Latin letter', 'a\u{E0100}dmin'],
    ['two forms of a character', '\u845B\u{E0100}\u{E0101}\u57CE'],
    ['the form of a Mongolian letter behind a Latin one', 'ad\u180Bmin'],
    ['a Mongolian gap between Latin letters', 'ad\u180Emin'],
    ['a Mongolian gap at the end', '\u182C\u180E'],
    ['tags without a flag', 'a\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
    ['tags behind another pictograph', '\u{1F600}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
    ['tags without an end', '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}'],
    ['more tags than a flag has', `\u{1F3F4}${'\u{E0067}'.repeat(6)}\u{E007F}`],
    ['what stands for an object', 'a\uFFFCb'],
    ['a control character', 'a\u0007'.concat('b')],
    ['a line separator', 'a\u2028b'],
    ['what could not be read', 'J\uFFFDrg'],
    ['a private character', 'a\uE000b'],
    ['an unassigned character', 'a\u0378b'],
  ])('has nothing hidden in it: %s', (_, text) => {
    expect(name.safeParse(text).success).toBe(false);
  });

  it('is one whether it was typed composed or decomposed', () => {
    expect(name.parse('Jo\u0308rg')).toBe('J\u00F6rg');
  });
});

describe('names of people and machines', () => {
  const hidden = fc.constantFrom(
    ...'\u200B\u200C\u200D\u200E\u202E\u2066\u2069\u2060\u00AD\u034F\u3164\uFEFF\uFFFD\u0007\u2028\uFE0F'.split(''),
  );
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
    { weight: 2, arbitrary: fc.constantFrom(' ', 'ö', 'o\u0308', 'می', 'क\u094D', '👩', '👦') },
    { weight: 1, arbitrary: hidden },
  );
  const text = fc.string({ unit: piece, maxLength: 20 });

  it('are judged alike, and stay as they are once they were taken', () => {
    fc.assert(
      fc.property(text, (one) => {
        const person = personName.safeParse(one);

        expect(instanceNameSchema.safeParse(one)).toEqual(person);
        // Whoever is refused has nothing that could change.
        expect(personName.safeParse(person.data).data).toBe(person.data);
      }),
      { numRuns: 3000 },
    );
  });

  it('are the same composed and decomposed', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(personName.safeParse(one.normalize('NFD')).data).toBe(personName.safeParse(one.normalize('NFC')).data);
      }),
      { numRuns: 3000 },
    );
  });

  it('may be words of any script', () => {
    const scripts = [
      'Latin',
      'Cyrillic',
      'Greek',
      'Arabic',
      'Hebrew',
      'Devanagari',
      'Han',
      'Hiragana',
      'Thai',
      'Ethiopic',
    ];
    const letterOf = new RegExp(`^(?=\\p{L})(?:${scripts.map((script) => `\\p{Script=${script}}`).join('|')})$`, 'u');
    const word = fc.string({
      unit: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((one) => letterOf.test(one)),
      minLength: 1,
      maxLength: 6,
    });

    fc.assert(
      fc.property(word, word, (first, last) => {
        expect(personName.safeParse(`${first} ${last}`).success).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('hold nothing that Python’s tables call a control, a format character out of place, or a surrogate', () => {
    const taken = fc.sample(text, 3000).flatMap((one) => personName.safeParse(one).data ?? []);
    const program = [
      'import json, sys, unicodedata',
      'names = json.load(sys.stdin)',
      "kinds = [[unicodedata.category(c) for c in name if c not in '\\u200c\\u200d\\ufe0e\\ufe0f'] for name in names]",
      'print(json.dumps([[unicodedata.normalize("NFC", name) == name, sorted(set(kind))] for name, kind in zip(names, kinds)]))',
    ].join('\n');

    const told = JSON.parse(
      execFileSync('python3', ['-c', program], { input: JSON.stringify(taken), encoding: 'utf8' }),
    ) as [boolean, string[]][];

    expect(taken.length).toBeGreaterThan(500);
    for (const [index, [isComposed, kinds]] of told.entries()) {
      expect([taken[index], isComposed]).toEqual([taken[index], true]);
      expect(kinds.filter((kind) => ['Cc', 'Cf', 'Cs', 'Co', 'Zl', 'Zp'].includes(kind))).toEqual([]);
      expect(kinds.some((kind) => /^[LNSP]/.test(kind) || kind === 'Cn')).toBe(true);
    }
  });
});
