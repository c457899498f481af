import type { Role, User } from '@cloudapp/contracts/user';
import { pathTo } from '../../../lib/paths.ts';

export const roleLabels: Readonly<Record<Role, string>> = { user: 'User', admin: 'Administrator' };

export const roleMeanings: Readonly<Record<Role, string>> = {
  user: 'Launches and manages machines of their own.',
  admin: 'Also manages users and the machines of all.',
};

/** The contract's bound, which counts whole machines. */
export const maxQuota = 100;

/** "2 of 3" */
export function formatQuota({ used, limit }: User['quota']): string {
  return `${used} of ${limit}`;
}

/** Where the machines of a user are listed. */
export function machinesOf(user: Pick<User, 'id'>): string {
  return pathTo('fleet', { owner: user.id });
}
