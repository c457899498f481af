import type { Criterion } from './criterion.ts';
import { axe, keyboard, launch, sight, signIn } from './evidence.ts';

/** Principle 3 of WCAG 2.2. */
export const understandable: readonly Criterion[] = [
  {
    ...{ id: '3.1.1', name: 'Language of Page', level: 'A' },
    how: 'Pages say that they are in English.',
    tests: axe,
  },
  {
    ...{ id: '3.1.2', name: 'Language of Parts', level: 'AA' },
    how: 'Nothing but names and the output of programs is in another language.',
    absent: true,
    tests: [],
  },
  {
    ...{ id: '3.2.1', name: 'On Focus', level: 'A' },
    how: 'Walking through every page leads nowhere else and opens nothing.',
    tests: [sight],
  },
  {
    ...{ id: '3.2.2', name: 'On Input', level: 'A' },
    how: 'Choosing keeps to the form: prices and the quota follow in the summary, and nothing is sent before its button.',
    tests: [launch('keeps price and quota in the summary as one chooses')],
  },
  {
    ...{ id: '3.2.3', name: 'Consistent Navigation', level: 'AA' },
    how: 'One frame with one navigation stands around all pages.',
    tests: ['spa/src/app/app.test.tsx: has six entries for administrators, and a way to sign out'],
  },
  {
    ...{ id: '3.2.4', name: 'Consistent Identification', level: 'AA' },
    how: 'What can be done with a machine is named and drawn in one place, for its page, its menu and the bar of many.',
    tests: [
      'e2e/specs/machines.spec.ts: a machine is stopped, started, rebooted and deleted on its page, which follows without a reload',
    ],
  },
  {
    ...{ id: '3.2.6', name: 'Consistent Help', level: 'A' },
    how: 'There is no way to ask somebody for help in the pages; a disabled user is told whom to ask.',
    absent: true,
    tests: [],
  },
  {
    ...{ id: '3.3.1', name: 'Error Identification', level: 'A' },
    how: 'What is wrong is said at its field, which gets the focus.',
    tests: [
      launch('is asked to be mended at the first field that is wrong'),
      signIn('says “Authentication Error” in place, keeps the e-mail, and is back in the password'),
    ],
  },
  {
    ...{ id: '3.3.2', name: 'Labels or Instructions', level: 'A' },
    how: 'Each field has a label, and says before what it takes.',
    tests: [...axe, launch('takes a key that is pasted')],
  },
  {
    ...{ id: '3.3.3', name: 'Error Suggestion', level: 'AA' },
    how: 'A refusal says how to go on: what a key lacks, of what a password is made, what can be ended when the quota is used up.',
    tests: [
      launch('tells what is wrong with a key before anything is launched'),
      launch('says before the form that the quota is used up, and what can be ended'),
    ],
  },
  {
    ...{ id: '3.3.4', name: 'Error Prevention (Legal, Financial, Data)', level: 'AA' },
    how: 'What deletes asks first and says whom it hits; a launch shows its price before its button.',
    tests: [
      keyboard('somebody without a mouse launches a machine and deletes it'),
      launch('keeps price and quota in the summary as one chooses'),
    ],
  },
  {
    ...{ id: '3.3.7', name: 'Redundant Entry', level: 'A' },
    how: 'What was entered stays after a failure, and keys of earlier launches are offered. A password is asked for anew before what hurts, for the sake of security.',
    tests: [
      launch('keeps what was entered, and tries again with the same idempotency key'),
      launch('offers the keys of earlier launches'),
    ],
  },
  {
    ...{ id: '3.3.8', name: 'Accessible Authentication (Minimum)', level: 'AA' },
    how: 'Password managers and pasting work, a password can be shown, and there is no riddle.',
    tests: [
      signIn('takes e-mail and password, and password managers know which is which'),
      signIn('shows the password to who wants to see it'),
    ],
  },
];
