import { describe, expect, it } from 'vitest';
import { entityTag, isNamedIn } from './entity-tag.ts';

const tag = entityTag('{"a":1}');

describe('the tag of an answer', () => {
  it('is the same for the same text alone, and a weak one', () => {
    expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
    expect(entityTag('{"a":1}')).toBe(tag);
    expect(entityTag('{"a":2}')).not.toBe(tag);
  });

  it.each([
    [tag, true],
    [tag.slice(2), true],
    [`"other", ${tag}`, true],
    ['*', true],
    ['', false],
    ['"other"', false],
    [tag.slice(0, -2), false],
    [`x${tag}`, false],
  ])('is named by %s: %s', (ifNoneMatch, isNamed) => {
    expect(isNamedIn(ifNoneMatch, tag)).toBe(isNamed);
  });
});
