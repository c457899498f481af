import type { ChangedOne, ManyUsersChange, User } from '@cloudapp/contracts/user';
import { formatCount, formatList } from '../../../lib/format/size.ts';

export type BulkAction = ManyUsersChange['action'];

interface Words {
  readonly label: string;
  /** What has become of those for whom it worked. */
  readonly done: string;
  readonly consequence: string;
}

export const bulkWords: Readonly<Record<BulkAction, Words>> = {
  disable: {
    label: 'Disable',
    done: 'disabled',
    consequence:
      'They are signed out everywhere at once, and their tokens end. They cannot sign in until they are enabled again.',
  },
  enable: {
    label: 'Enable',
    done: 'enabled',
    consequence: 'They can sign in again, with the same password, role and quota as before.',
  },
  'set-quota': {
    label: 'Set quota',
    done: 'given the quota',
    consequence: 'Machines that they have stay; no new one can be launched by who has as many as the quota.',
  },
  'sign-out': {
    label: 'Sign out everywhere',
    done: 'signed out',
    consequence:
      'Every browser of theirs is signed out at once, and their tokens end. Passwords stay, and machines keep running.',
  },
  'reset-password': {
    label: 'New links',
    done: 'given a link',
    consequence:
      'Their passwords, tokens and earlier links end, and they are signed out everywhere. You get a link for each, at which they choose a password.',
  },
};

export const bulkActions = Object.keys(bulkWords) as BulkAction[];

/** Whom an action hits among those who are ticked, and whom it leaves alone: oneself, and who is so already. */
export function divide(action: BulkAction, users: readonly User[], currentUserId: string) {
  const others = users.filter(({ id }) => id !== currentUserId);
  const affected = others.filter(
    ({ status }) => (action !== 'disable' || status === 'active') && (action !== 'enable' || status === 'disabled'),
  );
  const already = others.length - affected.length;
  const spared = [
    ...(others.length < users.length ? ['your own account'] : []),
    ...(already > 0 ? [`${formatCount(already, 'user')} who ${already === 1 ? 'is' : 'are'} so already`] : []),
  ];
  return { affected, spared: spared.length === 0 ? undefined : `Left alone: ${formatList(spared)}.` };
}

export const reasonWords: Readonly<Record<NonNullable<ChangedOne['reason']>, string>> = {
  'own-account': 'This is your own account.',
  'last-administrator': 'The only active administrator with a password. Make somebody else one first.',
  'break-glass-account':
    'The account that gets in while passwords are off. Name another in the sign-in settings first.',
  'not-found': 'Somebody else has deleted this account.',
  'edit-conflict': 'Somebody else changed this account at the same moment.',
  'internal-error': 'Something went wrong on our side.',
};

/** Whether asking again may help. */
export function isWorthAnotherTry({ reason }: ChangedOne): boolean {
  return reason === 'edit-conflict' || reason === 'internal-error';
}

/** What became of everybody who was asked for, so that the numbers add up. */
export function sumUpBulk(action: BulkAction, results: readonly ChangedOne[], asked: number): string {
  const count = (outcome: ChangedOne['outcome']) => results.filter((one) => one.outcome === outcome).length;
  const parts = [
    [count('done'), bulkWords[action].done],
    [count('unchanged'), 'so already'],
    [count('refused'), 'refused'],
    [asked - results.length, 'not tried'],
  ] as const;
  const told = parts.flatMap(([number, what]) =>
    number === 0 ? [] : [`${number} ${number === 1 ? 'was' : 'were'} ${what}`],
  );
  return `Of ${formatCount(asked, 'user')} ${formatList(told)}.`;
}
