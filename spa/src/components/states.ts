import { IconLock, IconMoodPuzzled, IconUsers } from './icons.ts';
import type { State } from './state-page.tsx';

// What only pages of signed-in users come to.

export const notFound: State = {
  Icon: IconMoodPuzzled,
  title: 'Nothing is here',
  text: 'The address may be mistyped, or what it led to has been deleted, or it belongs to somebody else.',
  way: 'home',
};

export const noPermission: State = {
  Icon: IconLock,
  title: 'This page is for administrators',
  text: 'Your account may not open it. Ask an administrator if you need what is here.',
  way: 'home',
};

export const anotherUser: State = {
  Icon: IconUsers,
  title: 'Somebody else is signed in in this browser now',
  text: 'This tab showed another account, so it stopped. Nothing was saved to the wrong one.',
  way: 'continue',
};
