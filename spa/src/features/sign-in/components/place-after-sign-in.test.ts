import { describe, expect, it } from 'vitest';
import { placeAfterSignIn } from './place-after-sign-in.ts';

describe('placeAfterSignIn', () => {
  it.each(['/machines/mch_1?tab=activity#steps', '/admin/users?q=ada%40example.org', '/launch/postgresql'])(
    'goes to %s',
    (next) => {
      expect(placeAfterSignIn(next)).toBe(next);
    },
  );

  it.each([
    null,
    '',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/machines/..//evil.example',
    'https://evil.example/machines',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,hi',
    'http://[',
    `blob:${window.location.origin}/machines`,
    `filesystem:${window.location.origin}/machines`,
    '/sign-in?next=/machines',
  ])('goes home instead of to %j', (next) => {
    expect(placeAfterSignIn(next)).toBe('/');
  });
});
