import type { AccessToken } from '@cloudapp/contracts/access-token';

/** Requests for tokens, one's own or a user's. */
export const ofTokens = /\/api\/(me|users\/[^/]+)\/tokens$/;

const dayMs = 86_400_000;

const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();

/** One that is new and one that is used and ends soon. */
export function tokens(): AccessToken[] {
  return [
    {
      id: `tok_${'1'.padEnd(26, '0')}`,
      name: 'Dashboard',
      scopes: ['read'],
      createdAt: inDays(0),
      expiresAt: inDays(30),
    },
    {
      id: `tok_${'2'.padEnd(26, '0')}`,
      name: 'Nightly backup',
      scopes: ['read', 'machines'],
      createdAt: inDays(-25),
      expiresAt: inDays(5),
      lastUsedAt: inDays(-0.125),
      lastUsedFrom: '203.0.113.7',
    },
  ];
}
