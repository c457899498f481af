import type { Criterion } from './criterion.ts';
import { axe } from './evidence.ts';

/** Principle 4 of WCAG 2.2. */
export const robust: readonly Criterion[] = [
  {
    ...{ id: '4.1.2', name: 'Name, Role, Value', level: 'A' },
    how: 'Everything that can be used has a name and a role; axe looks at each page, dialog and menu.',
    tests: axe,
  },
  {
    ...{ id: '4.1.3', name: 'Status Messages', level: 'AA' },
    how: 'What happens elsewhere on the page is announced without taking the focus: copied, saved, selected, offline.',
    tests: ['spa/src/app/app.test.tsx: a connection that breaks later leaves the page and says that it may be old'],
  },
];
