import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, isFoundIn } from './fold-text.ts';

describe('text that is looked for', () => {
  it.each([
    ['composed and decomposed', 'J\u00F6rg', 'Jo\u0308rg'],
    ['case', 'BRAVE Otter', 'brave otter'],
    ['the Turkish I with its dot', '\u0130stanbul', 'istanbul'],
    ['the Turkish i without its dot', '\u0131rmak', 'IRMAK'],
    ['the sharp s', 'Stra\u00DFe', 'STRASSE'],
    ['the capital sharp s', 'STRA\u1E9EE', 'strasse'],
    ['accents', 'Zo\u00EB \u00C5ngstr\u00F6m', 'zoe angstrom'],
    ['letters with a stroke', 'S\u00F8ren \u0141uk\u00E1\u0161', 'soren lukas'],
    ['the final sigma', '\u039F\u0394\u039F\u03A3', '\u03BF\u03B4\u03BF\u03C2'],
    ['full width', '\uFF21\uFF22\uFF23', 'abc'],
    ['ligatures', 'o\uFB03ce', 'office'],
    ['blanks', ' a \u00A0 b ', 'a b'],
    ['a non-joiner', '\u0639\u0644\u06CC\u200C\u0631\u0636\u0627', '\u0639\u0644\u06CC\u0631\u0636\u0627'],
    ['a joiner', '\u0D05\u0D28\u0D3F\u0D32\u0D4D\u200D', '\u0D05\u0D28\u0D3F\u0D32\u0D4D'],
    ['a variation selector', '\u845B\u{E0100}\u57CE', '\u845B\u57CE'],
    ['a Mongolian variation selector', '\u182D\u180B\u1820', '\u182D\u1820'],
    ['a soft hyphen', 'ot\u00ADter', 'otter'],
    ['typographic apostrophes', 'O\u2019Brien \u2018x\u201B', "O'Brien 'x'"],
    ['letters that look like apostrophes', 'O\u02BCBrien Hawai\u02BBi', "O'Brien Hawai'i"],
    ['an accent typed as an apostrophe', 'O\u00B4Brien O`Brien', "O'Brien O'Brien"],
    ['typographic quotation marks', '\u201Ea\u201C \u00ABb\u00BB 19\u2033', '"a" "b" 19"'],
    ['Hebrew quotation marks', '\u05D2\u05F3 \u05E6\u05D4\u05F4\u05DC', '\u05D2\' \u05E6\u05D4"\u05DC'],
    ['dashes', 'Anna\u2013Lena a\u2014b c\u2212d e\u2011f', 'Anna-Lena a-b c-d e-f'],
    ['the Hebrew hyphen', '\u05D1\u05DF\u05BE\u05D2\u05D5\u05E8', '\u05D1\u05DF-\u05D2\u05D5\u05E8'],
    ['Hebrew points', '\u05D3\u05BC\u05B8\u05D5\u05B4\u05D3', '\u05D3\u05D5\u05D3'],
    ['Arabic vowels', '\u0645\u064F\u062D\u064E\u0645\u0651\u064E\u062F', '\u0645\u062D\u0645\u062F'],
    ['marks of the Quran', '\u0642\u06DB\u0627\u0610', '\u0642\u0627'],
    ['a stretched Arabic word', '\u0645\u062D\u0640\u0640\u0645\u062F', '\u0645\u062D\u0645\u062F'],
    ['Syriac points', '\u0712\u0732\u072A', '\u0712\u072A'],
    ['the Persian and the Arabic yeh', '\u0639\u0644\u06CC', '\u0639\u0644\u064A'],
    ['the yeh without its dots', '\u0639\u0644\u0649', '\u0639\u0644\u064A'],
    ['consonants of Malayalam without a vowel', '\u0D30\u0D3E\u0D1C\u0D7B', '\u0D30\u0D3E\u0D1C\u0D28\u0D4D\u200D'],
    ['the Persian and the Arabic kaf', '\u06A9\u0631\u064A\u0645', '\u0643\u0631\u064A\u0645'],
  ])('is the same but for %s', (_, one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  it('keeps what makes another word', () => {
    const words = [
      ...['\u0915\u093F', '\u0915\u0941', '\u0E01\u0E34', '\u0E01\u0E38', '\u0783\u07A6', '\u0783\u07A8'],
      ...['\u0643', '\u064A', '\u05DB', '\u05DA', 'otter', 'ott er', "ott'er", 'ott"er', 'ott-er'],
    ];

    expect(new Set(words.map(foldText)).size).toBe(words.length);
  });

  it('is the same folded twice, composed, decomposed, or in capitals', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = foldText(text);

        expect(foldText(folded)).toBe(folded);
        expect(foldText(text.normalize('NFC'))).toBe(folded);
        expect(foldText(text.normalize('NFD'))).toBe(folded);
        expect(foldText(text.toUpperCase())).toBe(folded);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what is looked for', () => {
  it.each([
    ['\u0639\u0644\u06CC\u0631\u0636\u0627', '\u0639\u0644\u06CC\u200C\u0631\u0636\u0627'],
    ['\u0639\u0644\u064A', '\u0639\u0644\u06CC\u200C\u0631\u0636\u0627'],
    ["o'brien", 'Miles O\u2019Brien'],
    ['O\u2019Brien', "Miles O'Brien"],
    ['anna-lena', 'Anna\u2013Lena'],
    ['\u05D3\u05D5\u05D3', '\u05D3\u05BC\u05B8\u05D5\u05B4\u05D3'],
    ['brien  miles', 'Miles O\u2019Brien'],
  ])('as "%s" is found in "%s"', (search, text) => {
    expect(isFoundIn(search, [text])).toBe(true);
  });

  it.each(['\u00A8', '\u02D8', '\u00AF', '\u0301', '\u064E', '\u200D', '\u0640', ' ', ''])(
    'is found nowhere where nothing of it is left: "%s"',
    (search) => {
      expect(isFoundIn(search, ['Ada', 'a\u0301\u00A8', ''])).toBe(false);
    },
  );

  it('is found by every word, not by some', () => {
    expect(isFoundIn('ada lovelace', ['Ada', 'lovelace@example.org'])).toBe(true);
    expect(isFoundIn('ada byron', ['Ada', 'lovelace@example.org'])).toBe(false);
    expect(isFoundIn('\u00B4', ['Ada'])).toBe(false);
  });
});
