import type { ProviderSecrets } from '../adapters/provider-secrets.ts';

const kept = new Map<string, string>();
let made = 0;

/** Where there is no Secrets Manager: kept in memory, by names of which each is one of its own. */
export const openProviderSecrets: Pick<ProviderSecrets, 'keep' | 'read' | 'remove'> = {
  keep: (providerId, secret) => {
    made += 1;
    const name = `open/${providerId}/${made}`;
    kept.set(name, secret);
    return Promise.resolve(name);
  },
  read: (name) => {
    const secret = kept.get(name);
    return secret === undefined ? Promise.reject(new Error(`There is no secret ${name}`)) : Promise.resolve(secret);
  },
  remove: (name) => {
    kept.delete(name);
    return Promise.resolve();
  },
};
