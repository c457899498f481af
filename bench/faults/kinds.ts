import type { Kind } from './load.ts';
import { publicOrigin } from './replica.ts';

/** What is asked of a launch, in a place of each person's. */
const launch = {
  blueprintId: 'postgresql',
  name: 'Database',
  size: 'small',
  durationHours: 8,
  sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p',
};
const headers = { host: new URL(publicOrigin).host, origin: publicOrigin };
/** Pages poll: for each launch there are many looks. */
const looksForEachLaunch = 6;

/** What people and an administrator ask of view-stats and provision-instance. */
export function usualKinds(people: readonly string[], admin: string): Kind[] {
  const stats = { service: 'view-stats', method: 'GET', headers, cookies: [admin] } as const;
  const machines = { service: 'provision-instance', headers, cookies: people } as const;
  const list = { ...machines, method: 'GET', path: '/api/instances' } as const;
  return [
    { ...stats, path: '/api/stats/summary' },
    { ...stats, path: '/api/audit' },
    ...Array.from({ length: looksForEachLaunch }, () => list),
    { ...machines, method: 'GET', path: '/api/blueprints' },
    { ...machines, method: 'POST', path: '/api/instances', body: launch },
  ];
}

/** What people ask of create-user. */
export function sessionKind(people: readonly string[]): Kind {
  return { service: 'create-user', method: 'GET', path: '/api/session', headers, cookies: people };
}
