import type { NoticeKind } from '@cloudapp/contracts/notice';
import type { Notice } from '@cloudapp/data/notice-item';

/** What a mail of a kind says. Whatever people wrote is not in here but in the facts, or in the place of `machine`. */
export interface Words {
  /** @param machine its name, where it is about one */
  readonly subject: (machine: string) => string;
  readonly opening: (machine: string) => string;
  /** What to do, or what it means. */
  readonly advice: string;
  /** What the detail of the audit log is called; left out where it tells its reader nothing. */
  readonly detail?: string;
  /** What the instant is called of which it warns; it stands in the place of when the warning was given. */
  readonly due?: string;
  /** Where to go on. */
  readonly link: { readonly text: string; readonly path: (notice: Notice) => string };
}

const toProfile = { text: 'Open your profile', path: () => '/profile' } as const;
const toMachine = {
  text: 'Open the machine',
  path: ({ machine }: Notice) => `/machines/${machine?.id ?? ''}`,
} as const;

const unlessYou = 'If this was not you, choose another password at once and tell an administrator.';

/** The words of each kind. */
export const words: Readonly<Record<NoticeKind, Words>> = {
  'password-changed': {
    subject: () => 'Your password was changed',
    opening: () => 'The password of your CloudApp account was changed. All other sessions have ended.',
    advice: 'If this was not you, ask an administrator to reset your password at once.',
    link: toProfile,
  },
  'password-reset': {
    subject: () => 'Your password was reset',
    opening: () => 'An administrator has reset the password of your CloudApp account. The old one no longer works.',
    advice:
      'You get a one-time password from the administrator, with which you choose a new one. If you did not ask for this, talk to them.',
    link: toProfile,
  },
  'factor-added': {
    subject: () => 'A second factor was added to your account',
    opening: () => 'Your CloudApp account has a new second factor. It can be used to sign in.',
    detail: 'What',
    advice: unlessYou,
    link: toProfile,
  },
  'factor-removed': {
    subject: () => 'A second factor was removed from your account',
    opening: () => 'A second factor was removed from your CloudApp account. It cannot be used to sign in any more.',
    detail: 'What',
    advice: unlessYou,
    link: toProfile,
  },
  'factors-reset': {
    subject: () => 'Your second factors were removed',
    opening: () => 'An administrator has removed all second factors of your CloudApp account.',
    advice: 'Sign in with your password and set them up again. If you did not ask for this, talk to the administrator.',
    link: toProfile,
  },
  'recovery-codes-made': {
    subject: () => 'You have new recovery codes',
    opening: () => 'New recovery codes were made for your CloudApp account. The old ones no longer work.',
    advice: unlessYou,
    link: toProfile,
  },
  'new-browser': {
    subject: () => 'Sign-in from a new browser',
    opening: () => 'Somebody signed in to your CloudApp account with a browser that is new to it.',
    detail: 'How',
    advice: `If this was you, there is nothing to do. ${unlessYou}`,
    link: toProfile,
  },
  'account-disabled': {
    subject: () => 'Your account was disabled',
    opening: () => 'Your CloudApp account was disabled. You are signed out, and cannot sign in any more.',
    advice:
      'Your machines may have been stopped; nothing is deleted. If you need the account, talk to an administrator.',
    link: { text: 'Open CloudApp', path: () => '/' },
  },
  'machine-ready': {
    subject: (machine) => `${machine} is ready`,
    opening: (machine) => `Your machine ${machine} is ready. You can log in.`,
    advice: 'Its page says how to log in.',
    link: toMachine,
  },
  'machine-failed': {
    subject: (machine) => `${machine} has failed`,
    opening: (machine) => `Your machine ${machine} has failed.`,
    detail: 'Why',
    advice: 'Its page has more, and what you can do.',
    link: toMachine,
  },
  'start-refused': {
    subject: (machine) => `${machine} could not start`,
    opening: (machine) => `Your machine ${machine} was to start, and could not. What is on its disk stays.`,
    detail: 'Why',
    advice: 'Try it again on its page. Nothing but the disk is charged meanwhile.',
    link: toMachine,
  },
  'stop-ahead': {
    subject: (machine) => `${machine} will stop soon`,
    opening: (machine) => `Your machine ${machine} will be stopped. What is on its disk stays.`,
    due: 'Stops',
    detail: 'Why',
    advice: 'If you need it for longer, give it more time on its page. You can start it again whenever you like.',
    link: toMachine,
  },
  'machine-stopped': {
    subject: (machine) => `${machine} was stopped`,
    opening: (machine) => `Your machine ${machine} was stopped. What is on its disk stays.`,
    detail: 'Why',
    advice: 'You can start it again on its page, which also says how long it is kept.',
    link: toMachine,
  },
  'budget-reached': {
    subject: () => 'Your budget of the month',
    opening: () => 'Your machines have spent another part of the month’s budget.',
    detail: 'What',
    advice: 'What is not needed can be stopped or deleted. Your profile says what is left, and what is planned.',
    link: toProfile,
  },
  'deletion-ahead': {
    subject: (machine) => `${machine} will be deleted`,
    opening: (machine) => `Your machine ${machine} is off and will be deleted, with everything on its disk.`,
    due: 'Deleted',
    detail: 'Why',
    advice: 'If you want it kept, choose Keep on its page, or start it.',
    link: toMachine,
  },
  'machine-deleted': {
    subject: (machine) => `${machine} was deleted`,
    opening: (machine) => `Your machine ${machine} was deleted, with everything on its disk.`,
    detail: 'Why',
    advice: 'This cannot be undone. You can launch another one like it.',
    link: { text: 'Open CloudApp', path: () => '/' },
  },
};
