import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from './fold-text.ts';

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
  ])('is the same but for %s', (_, one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  it('keeps what makes another word', () => {
    const words = ['\u0915\u093F', '\u0915\u0941', '\u0E01\u0E34', '\u0E01\u0E38', 'otter', 'ott er'];

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
