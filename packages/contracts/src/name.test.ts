import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instanceNameSchema } from './instance.ts';
import { plainText } from './primitives.ts';
import { personName } from './user.ts';

const name = plainText(60);

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
