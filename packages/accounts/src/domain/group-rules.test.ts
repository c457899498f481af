import { describe, expect, it } from 'vitest';
import { rightsOf } from './group-rules.ts';

const rules = [
  { group: 'platform', role: 'admin', quota: 20 },
  { group: 'research', quota: 8 },
  { group: 'interns', role: 'user', quota: 1 },
] as const;

describe('what groups of a directory give', () => {
  it('is nothing where there are no rules: role and quota stay as they are', () => {
    expect(rightsOf([], ['platform'])).toEqual({});
  });

  it.each([
    ['a group that gives both', ['platform'], { role: 'admin', quota: 20 }],
    ['the most of several', ['interns', 'research'], { role: 'user', quota: 8 }],
    ['an administrator who is in another group, too', ['interns', 'platform'], { role: 'admin', quota: 20 }],
    ['who is in no group', [], { role: 'user', quota: 3 }],
    ['who is in a group that no rule knows', ['PLATFORM', 'platform '], { role: 'user', quota: 3 }],
  ])('%s', (_, groups, rights) => {
    expect(rightsOf(rules, groups)).toEqual(rights);
  });

  it('leaves roles alone where rules give machines only, and the other way round', () => {
    expect(rightsOf([{ group: 'research', quota: 8 }], ['research'])).toEqual({ quota: 8 });
    expect(rightsOf([{ group: 'platform', role: 'admin' }], [])).toEqual({ role: 'user' });
  });
});
