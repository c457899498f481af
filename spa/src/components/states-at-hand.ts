import { IconCloudOff, IconPlugConnectedX, IconRefresh, IconWifiOff } from './icons.ts';
import type { State } from './state-page.tsx';

// Part of the first load, since they are shown when nothing more can be fetched.

export const offline: State = {
  Icon: IconWifiOff,
  title: 'You are offline',
  text: 'Your browser cannot reach CloudApp. Machines keep running. Check your connection, then try again.',
  way: 'reload',
};

export const serviceDown: State = {
  Icon: IconCloudOff,
  title: 'CloudApp is not available at the moment',
  text: 'Your machines keep running and nothing is lost. Try again in a minute.',
  way: 'reload',
};

export const crash: State = {
  Icon: IconPlugConnectedX,
  title: 'This page stopped working',
  text: 'The fault is ours, and nothing was lost. Load it again; if it comes back, tell your administrator.',
  way: 'reload',
};

export const outdated: State = {
  Icon: IconRefresh,
  title: 'A part of this page did not load',
  text: 'CloudApp may have been updated while this page was open, or the connection broke. Reload to go on.',
  way: 'reload',
};
