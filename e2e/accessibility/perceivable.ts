import { type Criterion, noMedia } from './criterion.ts';
import { axe, launch, page, sight, signIn } from './evidence.ts';

/** Principle 1 of WCAG 2.2. */
export const perceivable: readonly Criterion[] = [
  {
    ...{ id: '1.1.1', name: 'Non-text Content', level: 'A' },
    how: 'Icons say nothing that the text beside them does not, and are hidden from screen readers; a button without text has a name; each chart is there as a table too.',
    tests: [...axe, page('admin-overview/routes/overview', 'shows every chart as a table too')],
  },
  noMedia('1.2.1', 'Audio-only and Video-only (Prerecorded)', 'A'),
  noMedia('1.2.2', 'Captions (Prerecorded)', 'A'),
  noMedia('1.2.3', 'Audio Description or Media Alternative (Prerecorded)', 'A'),
  noMedia('1.2.4', 'Captions (Live)', 'AA'),
  noMedia('1.2.5', 'Audio Description (Prerecorded)', 'AA'),
  {
    ...{ id: '1.3.1', name: 'Info and Relationships', level: 'A' },
    how: 'Headings, lists, tables with their head cells, groups of choices and landmarks are what they look like.',
    tests: axe,
  },
  {
    ...{ id: '1.3.2', name: 'Meaningful Sequence', level: 'A' },
    how: 'What is read is in the order of the document; the bar that stands at the bottom of a phone comes first there, as on a desk.',
    tests: [sight],
  },
  {
    ...{ id: '1.3.3', name: 'Sensory Characteristics', level: 'A' },
    how: 'Words name what is meant, such as a button by its label, never by where it is or what it looks like.',
    tests: [launch('tells what will be installed, step by step, before it asks anything')],
  },
  {
    ...{ id: '1.3.4', name: 'Orientation', level: 'AA' },
    how: 'Pages fit a phone held either way.',
    tests: ['e2e/specs/accessibility.spec.ts: pages fit a phone that is held across'],
  },
  {
    ...{ id: '1.3.5', name: 'Identify Input Purpose', level: 'AA' },
    how: 'Fields for the own name, e-mail and passwords say so to browsers and password managers.',
    tests: [signIn('takes e-mail and password, and password managers know which is which')],
  },
  {
    ...{ id: '1.4.1', name: 'Use of Color', level: 'A' },
    how: 'A state is a word beside its colour, links in text are underlined, and what is chosen shows where the system takes all colours away.',
    tests: ['e2e/specs/accessibility.spec.ts: what is chosen of several looks otherwise, and can be read', ...axe],
  },
  noMedia('1.4.2', 'Audio Control', 'A'),
  {
    ...{ id: '1.4.3', name: 'Contrast (Minimum)', level: 'AA' },
    how: 'Measured by axe on each page in both themes, wide and narrow, in dialogs, and in forced colours.',
    tests: [...axe, 'e2e/specs/accessibility.spec.ts: what is chosen of several looks otherwise, and can be read'],
  },
  {
    ...{ id: '1.4.4', name: 'Resize Text', level: 'AA' },
    how: 'At 200 % and 400 % nothing is cut off.',
    tests: ['e2e/specs/pages.spec.ts: fits on ${path}', sight],
  },
  {
    ...{ id: '1.4.5', name: 'Images of Text', level: 'AA' },
    how: 'There are none.',
    absent: true,
    tests: [],
  },
  {
    ...{ id: '1.4.10', name: 'Reflow', level: 'AA' },
    how: 'At 320 × 256 px nothing scrolls sideways and nothing is cut off; tables become cards, and bars move with the page.',
    tests: [sight],
  },
  {
    ...{ id: '1.4.11', name: 'Non-text Contrast', level: 'AA' },
    how: 'Borders of fields, boxes and choices have 3:1 in both themes, measured; so has the ring of the focus.',
    tests: [
      sight,
      'e2e/specs/accessibility.spec.ts: borders tell what can be put in in drawers: ${colorScheme}',
      'e2e/specs/accessibility.spec.ts: borders tell what can be put in',
    ],
  },
  {
    ...{ id: '1.4.12', name: 'Text Spacing', level: 'AA' },
    how: 'With the spacing that the criterion names nothing is cut off and nothing scrolls sideways.',
    tests: [sight],
  },
  {
    ...{ id: '1.4.13', name: 'Content on Hover or Focus', level: 'AA' },
    how: 'Nothing of our own appears on hover or focus; the exact times are the browser’s own hints, and stand in the list of events too.',
    absent: true,
    tests: [],
  },
];
