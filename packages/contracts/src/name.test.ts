import { describe, expect, it } from 'vitest';
import { plainText } from './primitives.ts';

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
