import { expect, it } from 'vitest';
import { withLiteralKeys } from './lean-modules.ts';

it('writes keys as they are where they are known, and leaves all others', () => {
  const source = [
    'const _xN = "xmlName";',
    'const _in = "<";',
    'let _later = "x";',
    'export var A$ = [3, n0, _A, { [_xN]: _in, [_later]: 1, [other]: 2 }];',
  ].join('\n');

  expect(withLiteralKeys(source).split('\n').at(-1)).toBe(
    'export var A$ = [3, n0, _A, { "xmlName": _in, [_later]: 1, [other]: 2 }];',
  );
});
