import { describe, expect, it } from 'vitest';
import { longestName } from './launch-form-values.ts';
import { patternProblem, previewOf, severalNames } from './several-names.ts';

describe('the names of several machines', () => {
  it.each([
    ['node', ['node-1', 'node-2', 'node-3']],
    ['web-#-prod', ['web-1-prod', 'web-2-prod', 'web-3-prod']],
    ['  lab #2 #', ['lab 12 #', 'lab 22 #', 'lab 32 #']],
  ])('are numbered by the pattern %j', (pattern, names) => {
    expect(severalNames(pattern, 3, [])).toEqual(names);
  });

  it('leave out those that there are', () => {
    expect(severalNames('node', 3, ['node-1', 'node-3'])).toEqual(['node-2', 'node-4', 'node-5']);
  });

  it('are never longer than a name may be', () => {
    const names = severalNames('x'.repeat(longestName), 20, []);

    expect(new Set(names).size).toBe(20);
    expect(names.every((name) => name.length <= longestName)).toBe(true);
    expect(patternProblem(`${'x'.repeat(57)}#`)).toBeNull();
    expect(patternProblem(`${'x'.repeat(58)}#`)).toBe('Use at most 58 characters.');
    expect(patternProblem('  ')).toBe('Give the machines a name.');
  });

  it('are shown by the first and the last', () => {
    expect(previewOf(severalNames('node', 5, []))).toBe('node-1, node-2 … node-5');
    expect(previewOf(severalNames('node', 2, []))).toBe('node-1, node-2');
  });
});
