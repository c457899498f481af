import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from './digest.ts';

describe('canonical JSON', () => {
  it('is as RFC 8785 has it', () => {
    // Its section 3.2.2, but for the number that only other languages write otherwise.
    const value = {
      numbers: [1e30, 4.5, 0.002, 1e-27],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };

    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('orders names by their UTF-16 code units, at every depth', () => {
    // Its section 3.2.3.
    const value = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      '1': { b: 1, a: 2 },
      '\ud83d\ude00': 5,
      '\u0080': 6,
      '\u00f6': 7,
    };

    expect(canonicalJson(value)).toBe(
      '{"\\r":2,"1":{"a":2,"b":1},"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    );
  });

  it('leaves out what is undefined, and refuses what JSON cannot hold', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError);
    expect(() => canonicalJson([() => 1])).toThrow(TypeError);
  });
});

describe('sha256', () => {
  it('is of the UTF-8 of a text', () => {
    // FIPS 180-4, example of “abc”; the other by coreutils.
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256('€')).toBe('c4cc90ed3d26f12d4b08a75140970a7904035c31cbb4515a83f19b9003c00d1d');
  });
});
