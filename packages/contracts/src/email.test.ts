import { describe, expect, it } from 'vitest';
import { emailAddress } from './primitives.ts';

describe('an e-mail address', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    [' Ada.Lovelace@EXAMPLE.org\t', 'ada.lovelace@example.org'],
    ['sales&support@example.org', 'sales&support@example.org'],
    ['building/7@example.org', 'building/7@example.org'],
    ['srs0=hash=tt@example.org', 'srs0=hash=tt@example.org'],
    ["o'neil+test@example.co.uk", "o'neil+test@example.co.uk"],
    ['{id}|x~y@example.org', '{id}|x~y@example.org'],
    ['ada@example.xn--p1ai', 'ada@example.xn--p1ai'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@BÜCHER.Example', 'ada@xn--bcher-kva.example'],
    ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
    ['ada@\u212aelvin.example', 'ada@kelvin.example'],
    ['ada@пример.рф', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@例え。テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ])('%j is kept as %j', (written, kept) => {
    expect(emailAddress.parse(written)).toBe(kept);
  });

  it.each([
    '',
    'ada',
    '@example.org',
    'ada@',
    'ada@localhost',
    'ada@127.0.0.1',
    'ada@0x7f.1',
    'ada@[127.0.0.1]',
    'a b@example.org',
    'ada@exa mple.org',
    'ada@example..org',
    'ada..l@example.org',
    '.ada@example.org',
    'ada.@example.org',
    '"ada"@example.org',
    'ada@example.org/path',
    'ada@example.org:80',
    'ada@-example.org',
    'ada<x>@example.org',
    'ada\r\nbcc:x@example.org',
    'ada\u0000@example.org',
    'ädä@example.org',
    // The Kelvin sign, whose small letter is a k.
    '\u212aate@example.org',
    `${'a'.repeat(65)}@example.org`,
    `ada@${'a'.repeat(64)}.org`,
    `ada@${'abcdefghij.'.repeat(24)}org`,
  ])('%j is none', (written) => {
    expect(emailAddress.safeParse(written).success).toBe(false);
  });
});
