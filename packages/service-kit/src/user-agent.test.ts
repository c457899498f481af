import { expect, it } from 'vitest';
import { cleanUserAgent } from './user-agent.ts';

it('keeps of a user agent what can be shown on one line', () => {
  expect(cleanUserAgent(`a\r\nb\u202e${'c'.repeat(500)}`)).toBe(`ab${'c'.repeat(298)}`);
  expect(cleanUserAgent()).toBe('');
});
