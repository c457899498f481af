import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPrintableLine, printableLine, printableLines } from './terminal-text.ts';

const charactersFrom = (first: number, last: number) =>
  fc.string({ unit: fc.integer({ min: first, max: last }).map((point) => String.fromCodePoint(point)), maxLength: 8 });
const oneOf = (first: number, last: number) =>
  fc.integer({ min: first, max: last }).map((point) => String.fromCodePoint(point));

const parameters = charactersFrom(0x30, 0x3f);
const intermediates = charactersFrom(0x20, 0x2f);
const joined = (...parts: readonly fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(''));

/** Each kind of command to a terminal, made by the grammar of ECMA-48, in its 7-bit and its 8-bit form. */
const command = fc.oneof(
  joined(fc.constantFrom('\x1B[', '\x9B'), parameters, intermediates, oneOf(0x40, 0x7e)),
  joined(fc.constant('\x1B[?'), parameters, fc.constantFrom('h', 'l')),
  joined(
    fc.constantFrom('\x1BP', '\x1BX', '\x1B]', '\x1B^', '\x1B_', '\x90', '\x98', '\x9D', '\x9E', '\x9F'),
    fc.string({ unit: fc.oneof(oneOf(0x20, 0x7e), oneOf(0x08, 0x0d), oneOf(0xa0, 0x2000)), maxLength: 20 }),
    fc.constantFrom('\x1B\\', '\x9C', '\x07'),
  ),
  joined(fc.constant('\x1B'), fc.constantFrom(' ', '(', ')', '*', '+', '#', '%', '$('), oneOf(0x30, 0x7e)),
  joined(fc.constant('\x1B'), fc.constantFrom('7', '8', '=', '>', 'c', 'D', 'E', 'H', 'M', 'N', 'Z', 'l', '~')),
);
const visible = fc
  .string({ unit: fc.oneof(oneOf(0x20, 0x7e), oneOf(0xa1, 0x24ff), fc.constant('\u{1F600}')) })
  .filter((text) => !/[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(text));
const anything = fc.string({ unit: 'binary', maxLength: 200 });
const lying = fc.string({
  unit: fc.oneof(oneOf(0, 0x9f), oneOf(0x2020, 0x2070), oneOf(0xd7f0, 0xe00f)),
  maxLength: 200,
});

describe('printable lines', () => {
  it('lose every command to a terminal whole, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(command, visible)), (parts) => {
        const shown = printableLines(parts.flat().join(''));

        expect(shown).toBe(parts.map(([, text]) => text).join(''));
      }),
      { numRuns: 3000 },
    );
  });

  it('hold nothing that a terminal or a reader takes for anything but text', () => {
    fc.assert(
      fc.property(fc.oneof(anything, lying), (text) => {
        const shown = printableLines(text);

        // eslint-disable-next-line no-control-regex -- what is kept out
        expect(shown).not.toMatch(/[\x00-\x08\x0B-\x1F\x7F-\x9F\u2028-\u202E\u2066-\u2069\uFFFE\uFFFF]/u);
        expect(shown).not.toMatch(/\p{Cs}/u);
        expect(shown.length).toBeLessThanOrEqual(text.length);
        expect(printableLines(shown)).toBe(shown);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['a\x1B7b\x1B8c', 'abc'],
    ['\x1B(Bplain', 'plain'],
    ['\x1Bcafter a reset', 'after a reset'],
    ['\x1B[?1049hfull\x1B[?1049l', 'full'],
    ['\x1BP1$r0m\x1B\\after', 'after'],
    ['\x1B]0;title\x07after', 'after'],
    ['\x1B]8;;https://example.org\x1B\\link\x1B]8;;\x1B\\', 'link'],
    ['\x1B]never ended\nnext', '\nnext'],
    ['cut \x1B[3', 'cut '],
    ['a\x1B[\x0031mb\x1B[3\x071mc\x1B\x007d', 'abcd'],
    ['cut \x1B[3\n\tnext', 'cut \n\tnext'],
    ['10%\r20%\r\ndone', '10%\n20%\ndone'],
    ['a\u202Egnp.exe\u2028b', 'agnp.exe\nb'],
  ])('of %j are %j', (text, expected) => {
    expect(printableLines(text)).toBe(expected);
  });
});

describe('a printable line', () => {
  it('has no line end', () => {
    expect(printableLine('one\r\ntwo\u2029three')).toBe('one two three');
  });

  it.each(['', 'a b\tc', 'Grüße \u{1F600}', 'کتاب‌ها'])('is recognised: %j', (text) => {
    expect(isPrintableLine(text)).toBe(true);
  });

  it.each(['a\nb', 'a\x1B[31mb', 'a\0', 'a\u0085b', 'a\u202Eb', 'a\u2028b', '\uD800'])('is no %j', (text) => {
    expect(isPrintableLine(text)).toBe(false);
  });
});
