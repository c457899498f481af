import type { AccessToken } from '@cloudapp/contracts/access-token';
import { ago } from './records.ts';
import { ada, idOf } from './users.ts';

function token(name: string, changes: Partial<AccessToken>): AccessToken {
  return {
    id: idOf('tok', name),
    name,
    scopes: ['read'],
    createdAt: ago({ days: 25 }),
    expiresAt: ago({ days: -20 }),
    ...changes,
  };
}

/** Those of Ada Lovelace, by the user. */
export function tokens(): Record<string, AccessToken[]> {
  return {
    [ada().id]: [
      token('Dashboard', { createdAt: ago({ days: 2 }) }),
      token('Nightly backup', {
        scopes: ['read', 'machines'],
        expiresAt: ago({ days: -5 }),
        lastUsedAt: ago({ hours: 3 }),
        lastUsedFrom: '203.0.113.7',
      }),
    ],
  };
}
