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
});
