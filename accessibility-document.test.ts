import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conformanceReport } from './e2e/accessibility/conformance.ts';
import { criteria } from './e2e/accessibility/criteria.ts';
import { ranAs } from './e2e/accessibility/results.ts';

const root = import.meta.dirname;
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Success criteria of WCAG 2.2, levels A and AA: 4.1.1 is obsolete. */
const ofGuidelines = {
  A: '1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2',
  AA: '1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3',
};

describe('docs/accessibility.md', () => {
  it.each(['A', 'AA'] as const)('has every criterion of level %s once', (level) => {
    const told = criteria.filter((criterion) => criterion.level === level).map(({ id }) => id);

    expect(told.sort()).toEqual(ofGuidelines[level].split(' ').sort());
  });

  it('shows by a test whatever it says to be met, by titles that there are', () => {
    const isThere = (test: string) => {
      const [path = '', ...title] = test.split(': ');
      return ["'", '`'].some((quote) => read(path).includes(`${quote}${title.join(': ')}${quote}`));
    };

    expect(criteria.filter(({ absent, tests }) => absent !== true && tests.length === 0)).toEqual([]);
    expect(criteria.flatMap(({ tests }) => tests).filter((test) => !isThere(test))).toEqual([]);
  });

  it('says what the lists of criteria say, each test with how many passed under its title', () => {
    expect(read('docs/accessibility.md').replaceAll(/\(\d+\)/g, '(–)')).toBe(conformanceReport());
    expect(read('docs/accessibility.md')).not.toContain('(–)');
  });
});

describe('results of tests', () => {
  const ran = (title: string, hasPassed = true) => ({ file: 'e2e/specs/pages.spec.ts', title, hasPassed });

  it('are found under the title in which ${…} is one of several', () => {
    const all = [
      ran('/launch is accessible to a user'),
      ran('/profile is accessible to a user'),
      ran('fits on /launch'),
    ];

    expect(ranAs('e2e/specs/pages.spec.ts: ${path} is accessible to a user', all)).toEqual(all.slice(0, 2));
  });

  it('are not found in another file, or under a part of a title', () => {
    expect(ranAs('e2e/specs/keyboard.spec.ts: fits on ${path}', [ran('fits on /launch')])).toEqual([]);
    expect(ranAs('e2e/specs/pages.spec.ts: fits', [ran('fits on /launch')])).toEqual([]);
  });
});
