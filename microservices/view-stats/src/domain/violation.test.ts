import { describe, expect, it } from 'vitest';
import { violationIn } from './violation.ts';

const ours = 'https://cloudapp.example';

function violationOf(changes: { documentURL?: string; blockedURL?: string }) {
  const body = { documentURL: `${ours}/machines`, effectiveDirective: 'img-src', blockedURL: 'inline', ...changes };
  return violationIn({ type: 'csp-violation', body }, ours);
}

describe('what is kept of a report', () => {
  it('is the directive, the origin of what was blocked and the path of the page, no query and no fragment', () => {
    const documentURL = `${ours}/welcome?next=%2Fsecret#one-time-password`;

    expect(violationOf({ documentURL, blockedURL: 'https://evil.example:8443/a?b=c#d' })).toEqual({
      directive: 'img-src',
      blocked: 'https://evil.example:8443',
      path: '/welcome',
    });
  });

  it.each([
    ['inline', 'inline'],
    ['trusted-types-sink', 'trusted-types-sink'],
    ['data:text/html,secret', 'data:'],
    ['https://user:password@evil.example/', 'https://evil.example'],
    ['Not an address\nat all', 'unknown'],
    ['', 'unknown'],
  ])('names %j as %s', (blockedURL, blocked) => {
    expect(violationOf({ blockedURL })?.blocked).toBe(blocked);
  });

  it.each(['https://cloudapp.example.evil.example/', 'http://cloudapp.example/', 'about:blank', 'nothing'])(
    'is nothing of a page at %s, which is not ours',
    (documentURL) => {
      expect(violationOf({ documentURL })).toBeUndefined();
    },
  );

  it('is short, however long the path', () => {
    expect(violationOf({ documentURL: `${ours}/${'a'.repeat(5000)}` })?.path).toHaveLength(200);
  });
});
