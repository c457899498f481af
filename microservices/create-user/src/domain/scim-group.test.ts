import { describe, expect, it } from 'vitest';
import { editPatched } from './scim-group.ts';

const group = { id: 'grp_1', displayName: 'Admins', version: 1, createdAt: '', changedAt: '' };
const members = (...ids: string[]) => ids.map((value) => ({ value }));
const edit = (...operations: Parameters<typeof editPatched>[1]) => {
  const { isEmptied, added, removed } = editPatched(group, operations);
  return { isEmptied, added: [...added], removed: [...removed] };
};

describe('operations on members', () => {
  it('count one after the other, the last for each', () => {
    expect(
      edit(
        { op: 'add', path: 'members', value: members('a', 'b') },
        { op: 'remove', path: 'members[value eq "b"]' },
        { op: 'remove', path: 'members', value: members('c') },
        { op: 'add', path: 'members', value: members('c') },
      ),
    ).toEqual({ isEmptied: false, added: ['a', 'c'], removed: ['b'] });
  });

  it('replace all, and what was said before', () => {
    expect(
      edit(
        { op: 'add', path: 'members', value: members('a') },
        { op: 'remove', path: 'members', value: members('b') },
        { op: 'replace', path: 'members', value: members('c') },
      ),
    ).toEqual({ isEmptied: true, added: ['c'], removed: [] });
    expect(edit({ op: 'add', path: 'members', value: members('a') }, { op: 'remove', path: 'members' })).toEqual({
      isEmptied: true,
      added: [],
      removed: [],
    });
  });

  it('are taken in their thousands', () => {
    const all = Array.from({ length: 9000 }, (_, index) => `usr_${index}`);
    const taken = all.slice(0, 999).map((id) => ({ op: 'remove' as const, path: `members[value eq "${id}"]` }));

    const { added, removed } = edit({ op: 'add', path: 'members', value: members(...all) }, ...taken);

    expect([added.length, removed.length]).toEqual([8001, 999]);
  });

  it('name no more than a group may have', () => {
    const half = (from: number) => members(...Array.from({ length: 5001 }, (_, index) => `usr_${from + index}`));
    const operations = [0, 5001].map((from) => ({ op: 'add' as const, path: 'members', value: half(from) }));

    expect(() => edit(...operations)).toThrow('at most 10000');
  });
});
