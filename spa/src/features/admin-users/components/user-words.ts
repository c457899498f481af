import type { Role, User, UserFilter, UserSort } from '@cloudapp/contracts/user';
import { pathTo } from '../../../lib/paths.ts';

export const roleLabels: Readonly<Record<Role, string>> = { user: 'User', admin: 'Administrator' };

export const statusLabels: Readonly<Record<NonNullable<UserFilter['status']>, string>> = {
  active: 'Active',
  waiting: 'Has a one-time password',
  disabled: 'Disabled',
};

export const lastSignInLabels: Readonly<Record<NonNullable<UserFilter['lastSignIn']>, string>> = {
  never: 'Never signed in',
  'over-30-days': 'Over 30 days ago',
  'over-90-days': 'Over 90 days ago',
};

export const sortLabels: Readonly<Record<UserSort, string>> = {
  '-created': 'Newest first',
  created: 'Oldest first',
  name: 'Name, A to Z',
  '-name': 'Name, Z to A',
  email: 'E-mail, A to Z',
  '-email': 'E-mail, Z to A',
};

/** How many users a page of the list can have. */
export const sizes = [25, 50, 100] as const;

export const roleMeanings: Readonly<Record<Role, string>> = {
  user: 'Launches and manages machines of their own.',
  admin: 'Also manages users and the machines of all.',
};

/** The contract's bound, which counts whole machines. */
export const maxQuota = 100;

/** Where the people of a group are listed. */
export function peopleOf(group: string): string {
  return pathTo('users', { group });
}

/** "2 of 3" */
export function formatQuota({ used, limit }: User['quota']): string {
  return `${used} of ${limit}`;
}

/** Where the machines of a user are listed. */
export function machinesOf(user: Pick<User, 'id'>): string {
  return pathTo('fleet', { owner: user.id });
}
