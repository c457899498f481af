import { describe, expect, it } from 'vitest';
import { isRequestTarget } from './request-target.ts';
import { malformedTargets } from './testing/malformed-targets.ts';

describe('what a request may ask for', () => {
  it.each([
    '/',
    '/api/users?limit=5&cursor=a_b-c',
    '/machines/%E2%82%AC',
    '/sign-in?next=/%09/evil.example',
    '/a//b',
    '/a[b]|c',
    '/?q=a[b]{c}|\\^`',
    "/it's/(a);b=c,d@e:f+g*h!$&~",
    '/?a?b/c',
  ])('is %s', (target) => {
    expect(isRequestTarget(target)).toBe(true);
  });

  it.each(malformedTargets)('is not %j', (target) => {
    expect(isRequestTarget(target)).toBe(false);
  });

  it('is whatever a browser makes of an address', () => {
    const characters = Array.from({ length: 0x1_e0 }, (_, index) => String.fromCharCode(0x20 + index)).filter(
      (one) => one !== '%',
    );
    const targets = characters.map((one) => {
      const { pathname, search } = new URL(`http://x/a${one}b?c${one}d`);
      return pathname + search;
    });

    expect(targets.filter((target) => !isRequestTarget(target))).toEqual([]);
  });
});
