import type { User } from '@cloudapp/contracts/user';
import { ago } from './records.ts';

/** An id as the API makes them: a prefix and 26 characters. */
export function idOf(prefix: 'usr' | 'mch' | 'ses' | 'tok' | 'pky', name: string): string {
  return `${prefix}_${name
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .padEnd(26, '0')
    .slice(0, 26)}`;
}

function user(name: string, changes: Partial<User> = {}): User {
  return {
    id: idOf('usr', name),
    email: `${name.toLowerCase().replace(/\s+/g, '.')}@example.org`,
    name,
    role: 'user',
    status: 'active',
    mustChangePassword: false,
    hasSecondFactor: false,
    quota: { limit: 3, used: 0 },
    createdAt: ago({ days: 40 }),
    lastSignInAt: ago({ hours: 5 }),
    ...changes,
  };
}

/** A user with two machines of three. */
export function ada(): User {
  return user('Ada Lovelace', { quota: { limit: 5, used: 4 }, lastSignInAt: ago({ minutes: 2 }) });
}

/** An administrator. */
export function grace(): User {
  return user('Grace Hopper', { role: 'admin', quota: { limit: 10, used: 1 }, lastSignInAt: ago({ minutes: 12 }) });
}

export function users(): User[] {
  const newcomer = user('Katherine Johnson', { mustChangePassword: true, createdAt: ago({ hours: 2 }) });
  delete newcomer.lastSignInAt;
  return [
    newcomer,
    ada(),
    grace(),
    user('Margaret Hamilton', { quota: { limit: 3, used: 3 }, lastSignInAt: ago({ days: 1 }) }),
    user('Alan Turing', { status: 'disabled', mailTrouble: 'bounced', lastSignInAt: ago({ days: 21 }) }),
    user('Radia Perlman', { role: 'admin', quota: { limit: 10, used: 2 }, lastSignInAt: ago({ days: 3 }) }),
    user('Barbara Liskov', { quota: { limit: 3, used: 1 }, lastSignInAt: ago({ hours: 26 }) }),
  ];
}
