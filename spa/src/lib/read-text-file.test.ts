import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTextFile } from './read-text-file.ts';

const said = 'email,name\nj@example.org,Jörg';
const latin1 = Uint8Array.from(said, (letter) => letter.charCodeAt(0));
const utf16 = (isLittle: boolean, text: string) =>
  Uint8Array.from({ length: text.length * 2 }, (_, index) => {
    const isHigh = index % 2 === (isLittle ? 1 : 0);
    const unit = text.charCodeAt(Math.floor(index / 2));
    return isHigh ? unit >> 8 : unit & 0xff;
  });

describe('readTextFile', () => {
  it.each([
    ['UTF-8', 'utf-8', new TextEncoder().encode(said)],
    ['UTF-8 with a mark', 'utf-8', new TextEncoder().encode(`\uFEFF${said}`)],
    ['UTF-16 with a mark', 'utf-16le', utf16(true, `\uFEFF${said}`)],
    ['UTF-16 of the other order with a mark', 'utf-16be', utf16(false, `\uFEFF${said}`)],
    ['UTF-16 without one', 'utf-16le', utf16(true, said)],
    ['UTF-16 of the other order without one', 'utf-16be', utf16(false, said)],
    ['Windows-1252', 'windows-1252', latin1],
  ])('reads %s', async (_, encoding, bytes) => {
    expect(await readTextFile(new Blob([bytes]))).toEqual({ text: said, encoding });
  });

  it('reads what Python encodes, letter for letter', async () => {
    const program = [
      'import base64, json, sys',
      'texts = json.load(sys.stdin)',
      'print(json.dumps([base64.b64encode(text.encode(encoding)).decode() for text, encoding in texts]))',
    ].join('\n');
    // Node takes windows-1252 for ISO 8859-1 (https://github.com/nodejs/node/issues/56542), browsers do not: only what both have.
    const letter = fc.constantFrom(...'abcÄÖÜßéèñçøÞ;,"@. '.split(''));
    const windows = fc.record({ text: fc.string({ unit: letter, maxLength: 40 }), encoding: fc.constant('cp1252') });
    const wide = fc.record({
      text: fc.string({ unit: 'grapheme', maxLength: 40 }),
      encoding: fc.constantFrom('utf-8', 'utf-8-sig', 'utf-16'),
    });
    const files = fc.sample(fc.oneof(windows, wide), 400).map(({ text, encoding }) => {
      // A file begins with the line that names its columns; a NUL in it would be no text.
      return [`email,name\n${text.replaceAll('\0', '')}`, encoding] as const;
    });

    const encoded = JSON.parse(
      execFileSync('python3', ['-c', program], { input: JSON.stringify(files), encoding: 'utf8' }),
    ) as string[];

    for (const [index, bytes] of encoded.entries()) {
      const read = await readTextFile(new Blob([Uint8Array.from(Buffer.from(bytes, 'base64'))]));
      expect([read.text, files[index]?.[1]]).toEqual(files[index]);
    }
  });
});
