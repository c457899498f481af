import { openApiDocument } from '@cloudapp/contracts/openapi';

/** The ranges of a Unicode category, as a regular expression without categories writes them within brackets. */
function rangesOf(category: string): string {
  const isIn = new RegExp(`^\\p{${category}}$`, 'u');
  const ranges: [number, number][] = [];
  for (let code = 0; code <= 0x10_ff_ff; code++) {
    if (!isIn.test(String.fromCodePoint(code))) continue;
    const last = ranges.at(-1);
    if (last?.[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  return ranges.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join('');
}

/** Raw but for ASCII: escapes of what is beyond 16 bits are written in as many ways as there are languages. */
function escaped(code: number): string {
  return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : String.fromCodePoint(code);
}

/** The OpenAPI document with patterns that Python's regular expressions understand too: they know no `\p{…}`. */
export function documentForPython(): string {
  return JSON.stringify(openApiDocument(), (key, value: unknown) =>
    key === 'pattern' && typeof value === 'string'
      ? value.replace(/\\p\{(\w+)\}/g, (_, category: string) => rangesOf(category))
      : value,
  );
}
