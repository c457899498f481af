import { type Criterion, noGestures } from './criterion.ts';
import { axe, keyboard, machine, sight, signIn } from './evidence.ts';

/** Principle 2 of WCAG 2.2. */
export const operable: readonly Criterion[] = [
  {
    ...{ id: '2.1.1', name: 'Keyboard', level: 'A' },
    how: 'A machine is launched, logged in to and deleted without a mouse.',
    tests: [keyboard('somebody without a mouse launches a machine and deletes it')],
  },
  {
    ...{ id: '2.1.2', name: 'No Keyboard Trap', level: 'A' },
    how: 'The focus walks through each page to its end and back; dialogs keep it until Escape gives it back.',
    tests: [sight, keyboard('a dialog keeps the focus, and gives it back')],
  },
  {
    ...{ id: '2.1.4', name: 'Character Key Shortcuts', level: 'A' },
    how: 'The one key that works alone, c for the ssh command, can be switched off in the profile.',
    tests: [machine('has its ssh command copied by the key c')],
  },
  {
    ...{ id: '2.2.1', name: 'Timing Adjustable', level: 'A' },
    how: 'A machine’s end can be put off as often as needed. A stop can be taken back for ten seconds, and after them by starting the machine. A session ends an hour after its last use, for the sake of security: nothing warns before, but signing in again happens over the page and keeps what was typed.',
    partly: true,
    tests: [
      machine('is stopped and given time by buttons, and deleted from its menu after asking'),
      'spa/src/modules/machines/delayed-stops.test.tsx: is taken back by Ctrl Z wherever the focus is, but in a field',
      'spa/src/app/shell/session-question.test.tsx: says so over the page, takes the password, and goes on with what was typed',
      signIn('goes to the page that was asked for'),
    ],
  },
  {
    ...{ id: '2.2.2', name: 'Pause, Stop, Hide', level: 'A' },
    how: 'Steps of a machine follow the installation that somebody watches; nothing else moves, and with reduced motion nothing does.',
    tests: [machine('shows each step with its time, and the running one with its last line')],
  },
  {
    ...{ id: '2.3.1', name: 'Three Flashes or Below Threshold', level: 'A' },
    how: 'Nothing flashes.',
    absent: true,
    tests: [],
  },
  {
    ...{ id: '2.4.1', name: 'Bypass Blocks', level: 'A' },
    how: 'The first stop of each page skips to its content.',
    tests: [keyboard('the first stop of a page skips to its content')],
  },
  {
    ...{ id: '2.4.2', name: 'Page Titled', level: 'A' },
    how: 'Each page has a title of its own, a machine’s its name.',
    tests: [
      'e2e/specs/accessibility.spec.ts: each page has a title of its own',
      machine('is named in the browser’s tab'),
    ],
  },
  {
    ...{ id: '2.4.3', name: 'Focus Order', level: 'A' },
    how: 'The focus follows the document, begins at the heading of a page that was opened by a link, and comes back from dialogs and menus.',
    tests: [
      keyboard('the heading has the focus after a link was followed'),
      keyboard('a menu closes by Escape and gives the focus back'),
      keyboard('the command palette finds pages and gives the focus back'),
    ],
  },
  {
    ...{ id: '2.4.4', name: 'Link Purpose (In Context)', level: 'A' },
    how: 'Links say where they lead by their own words or those of their row.',
    tests: axe,
  },
  {
    ...{ id: '2.4.5', name: 'Multiple Ways', level: 'AA' },
    how: 'The navigation, and the command palette that finds pages, machines and people.',
    tests: [keyboard('the command palette finds pages and gives the focus back')],
  },
  {
    ...{ id: '2.4.6', name: 'Headings and Labels', level: 'AA' },
    how: 'Each page has one heading of the first level, each field a label.',
    tests: axe,
  },
  {
    ...{ id: '2.4.7', name: 'Focus Visible', level: 'AA' },
    how: 'A ring in the accent’s colour, or of light around a field.',
    tests: [keyboard('what has the focus can be seen')],
  },
  {
    ...{ id: '2.4.11', name: 'Focus Not Obscured (Minimum)', level: 'AA' },
    how: 'On every page, at three sizes, there and back, nothing that has the focus lies under a bar, not even in part.',
    tests: [
      sight,
      'e2e/specs/accessibility.spec.ts: the keyboard comes to nothing under the bar of selected machines: ${size}',
    ],
  },
  noGestures('2.5.1', 'Pointer Gestures', 'A'),
  {
    ...{ id: '2.5.2', name: 'Pointer Cancellation', level: 'A' },
    how: 'Everything happens on release, as the browser’s own buttons and links do.',
    absent: true,
    tests: [],
  },
  {
    ...{ id: '2.5.3', name: 'Label in Name', level: 'A' },
    how: 'Names of buttons and links hold the words that they show.',
    tests: axe,
  },
  noGestures('2.5.4', 'Motion Actuation', 'A'),
  noGestures('2.5.7', 'Dragging Movements', 'AA'),
  {
    ...{ id: '2.5.8', name: 'Target Size (Minimum)', level: 'AA' },
    how: 'Measured by axe on each page and in dialogs: 24 px, or as much room around.',
    tests: axe,
  },
];
