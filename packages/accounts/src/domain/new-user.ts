import type { NewUser } from '@cloudapp/contracts/user';
import type { StoredUser } from '@cloudapp/data/user-item';

/** What a new user begins as. */
export function newUser(
  id: string,
  { email, name, role, group, costCentre }: Omit<NewUser, 'quota'>,
  now: Date,
): StoredUser {
  return {
    id,
    email,
    name,
    role,
    status: 'active',
    mustChangePassword: true,
    sessionEpoch: 1,
    version: 1,
    createdAt: now.toISOString(),
    ...(group !== undefined && { group }),
    ...(costCentre !== undefined && { costCentre }),
  };
}
