import type { IdentityProvider } from '@cloudapp/contracts/identity-provider';

/** A company that is on, with groups that give something, and a secret that is kept. */
export function exampleCompany(changes: Partial<IdentityProvider> = {}): IdentityProvider {
  return {
    id: `idp_${'1'.padEnd(26, '0')}`,
    name: 'Example',
    issuer: 'https://id.example.org/realms/staff',
    clientId: 'cloudapp',
    isEnabled: true,
    admits: 'domains',
    domains: ['example.org', 'example.com'],
    joinsByEmail: false,
    scopes: '',
    groupsClaim: 'groups',
    groupRules: [
      { group: 'platform', role: 'admin' },
      { group: 'staff', quota: 5 },
    ],
    hasSecret: true,
    ...changes,
  };
}

/** A company that people sign in with. */
export function acme(): IdentityProvider {
  return exampleCompany({ name: 'Acme' });
}
